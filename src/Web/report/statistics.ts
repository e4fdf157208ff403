import { count, money, number, percent, plain, words } from './format';

export interface Statistic {
  name: string;
  label: string;
  text: string;
  value: number;
}

type Kind = 'percent' | 'ratio' | 'money' | 'count' | 'days' | 'hours' | 'plain';

/** Names whose label or kind the rules below would get wrong. */
const known: Record<string, { label?: string; kind?: Kind }> = {
  cagr: { label: 'Compound annual growth', kind: 'percent' },
  annualGrowth: { label: 'Compound annual growth' },
  best: { label: 'Best trade', kind: 'money' },
  worst: { label: 'Worst trade', kind: 'money' },
  sharpe: { label: 'Sharpe ratio' },
  sortino: { label: 'Sortino ratio' },
  calmar: { label: 'Calmar ratio' },
  maxDrawdown: { label: 'Deepest drawdown' },
  maxDrawdownDays: { label: 'Longest drawdown' },
  exposure: { label: 'Time in the market' },
  valueAtRisk: { label: 'Value at risk, a day in twenty' },
  conditionalValueAtRisk: { label: 'Mean loss beyond it' },
  kurtosis: { label: 'Kurtosis (normal: 3)' },
  probabilisticSharpe: { label: 'Chance that Sharpe is above 0', kind: 'percent' },
  benchmarkReturn: { label: 'Return of the benchmark' },
  benchmarkMaxDrawdown: { label: 'Deepest drawdown of it' },
  alpha: { label: 'Alpha, a year' },
  correlation: { kind: 'ratio' },
  trackingError: { label: 'Tracking error, a year', kind: 'percent' },
  sqn: { label: 'System quality number (SQN)', kind: 'ratio' },
};

// The first rule that fits a name says what its number is; returns, rates and drawdowns are fractions.
const kinds: [RegExp, Kind][] = [
  [/days$/i, 'days'],
  [/hours$/i, 'hours'],
  [/(sharpe|sortino|calmar|ratio|factor|beta|skew|kurtosis|omega|payoff)/i, 'ratio'],
  [/(return|rate|growth|drawdown|volatility|deviation|exposure|alpha|valueAtRisk|shortfall|share|turnover|percent|ulcer)/i, 'percent'],
  [/^(trades|wins|losses|fills|orders|bars|months|longs|shorts)$|(trades|count|consecutive\w*|bars|fills|orders)$/i, 'count'],
  [/(win|loss|profit|pnl|fee|fees|expectancy|equity|slippage|trade)$/i, 'money'],
];

const groups: [string, RegExp][] = [
  ['Benchmark', /^(alpha|beta|correlation|trackingError|informationRatio|benchmark.*)$/],
  ['Risk', /(tailRatio|drawdown|volatility|deviation|sharpe|sortino|calmar|ulcer|valueAtRisk|shortfall|skew|kurtosis|omega)/i],
  ['Trades', /(^sqn$|^best$|^worst$|trade|win|loss|profitFactor|payoff|expectancy|hold|duration|exposure|fill|order|consecutive|long|short)/i],
  ['Costs', /(fee|slippage|turnover|commission)/i],
  ['Return', /(return|cagr|profit|pnl|equity|growth)/i],
];

const order = ['Return', 'Risk', 'Benchmark', 'Trades', 'Costs', 'More'];

/** The statistics in groups; a name that nobody foresaw is still shown, as the number it is. */
export function grouped(statistics: Record<string, number>, currency: string): { title: string; rows: Statistic[] }[] {
  const rows = Object.entries(statistics).map(([name, value]) => describe(name, value, currency));
  return order
    .map((title) => ({ title, rows: rows.filter((row) => groupOf(row.name) === title) }))
    .filter((group) => group.rows.length > 0);
}

export function describe(name: string, value: number, currency: string): Statistic {
  const kind = known[name]?.kind ?? kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'plain';
  // A fall is shown as one, whichever sign its depth is counted with.
  const shown = kind === 'percent' && /drawdown/i.test(name) ? -Math.abs(value) : value;
  return { name, value: shown, label: known[name]?.label ?? words(name), text: write(shown, kind, currency) };
}

function groupOf(name: string): string {
  return groups.find(([, pattern]) => pattern.test(name))?.[0] ?? 'More';
}

function write(value: number, kind: Kind, currency: string): string {
  switch (kind) {
    case 'percent': return percent(value);
    case 'ratio': return number(value, 2);
    case 'money': return money(value, currency);
    case 'count': return count(value);
    case 'days': return `${number(value, 0, 1)} d`;
    case 'hours': return `${number(value, 0, 1)} h`;
    case 'plain': return plain(value);
  }
}
