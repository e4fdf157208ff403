import { money } from '../format';
import { describe } from '../statistics';
import type { SearchDocument } from './document';

/** A figure of every trial: what it is called, how it is written, and which way it is good. */
export interface Figure {
  name: string;
  label: string;
  values: (number | null)[];
  lessIsBetter: boolean;
  /** Where neither good nor bad is; null: halfway between the least and the greatest. */
  middle: number | null;
  text: (value: number) => string;
}

const losses = new Set(['maxDrawdown', 'maxDrawdownDays', 'volatility', 'valueAtRisk', 'conditionalValueAtRisk', 'kurtosis', 'trackingError']);
const aboveZero = new Set(['sharpe', 'totalReturn', 'cagr', 'sortino', 'calmar', 'sqn', 'expectancy', 'averageWin', 'averageLoss', 'bestTrade', 'worstTrade', 'skew', 'alpha', 'informationRatio']);
const aboveOne = new Set(['profitFactor', 'omega', 'tailRatio']);

/** The objective first, then the others that every trial has. */
export function figuresOf(search: SearchDocument, currency: string, startEquity: number): Figure[] {
  const columns: [string, (number | null)[]][] = [
    [search.objective, search.trials.value],
    ...Object.entries(search.trials.statistics).filter(([name]) => name !== search.objective),
    ['finalEquity', search.trials.finalEquity],
  ];
  return columns.filter(([name], place) => columns.findIndex(([other]) => other === name) === place).map(([name, values]) => figure(name, values, currency, startEquity));
}

function figure(name: string, values: (number | null)[], currency: string, startEquity: number): Figure {
  const isEquity = name === 'finalEquity';
  return {
    name, values,
    label: describe(name, 0, currency).label,
    lessIsBetter: losses.has(name),
    middle: isEquity ? startEquity : aboveZero.has(name) ? 0 : aboveOne.has(name) ? 1 : null,
    text: isEquity ? (value) => money(value, currency) : (value) => describe(name, value, currency).text,
  };
}
