import type { RunDocument } from './document';
import { money, percent, plural, signed, stretch } from './format';

/** A caution that a reader must see before believing the numbers: grave ones make them worthless. */
export interface Caution {
  isGrave: boolean;
  text: string;
}

const fewTrades = 30;
const day = 86_400_000;

export function totalReturn(run: RunDocument): number {
  return run.startEquity > 0 ? run.finalEquity / run.startEquity - 1 : 0;
}

/** As a fraction, 0 or negative; null where nothing was recorded. */
export function worstDrawdown(run: RunDocument): number | null {
  const { drawdown } = run.chart.equity;
  return drawdown.length === 0 ? null : drawdown.reduce((worst, value) => Math.min(worst, value), 0);
}

/** From the first bar's open to the last one's close, in milliseconds since 1970. */
export function range(run: RunDocument): { from: number; to: number } | null {
  const { data } = run.manifest;
  if (data.length === 0) return null;
  return { from: Math.min(...data.map((series) => series.from)), to: Math.max(...data.map((series) => series.to)) };
}

/** What the run is measured against; named where it could be taken for something else. */
export function benchmarkName(run: RunDocument): string {
  const symbol = run.chart.benchmark?.symbol;
  return run.manifest.data.every((series) => series.symbol === symbol) ? 'Buy and hold' : `Buy and hold of ${symbol}`;
}

/** The result in a sentence or two, so that nobody has to look for it. */
export function verdict(run: RunDocument): string {
  const gain = run.finalEquity - run.startEquity;
  const span = range(run);
  const during = span ? ` in ${stretch(span.to - span.from)}` : '';
  const result = gain === 0
    ? `Neither made nor lost anything${during}.`
    : `${gain > 0 ? 'Made' : 'Lost'} ${money(Math.abs(gain), run.currency)} (${signed(totalReturn(run), (value) => percent(value, 1))})${during}, after fees of ${money(run.totalFees, run.currency)}.`;
  return `${result} ${comparison(run)}`.trim();
}

/** What was assumed in the strategy's favour: the engine marks these sentences with the word. */
export function optimistic(run: RunDocument): string[] {
  return run.assumptions.filter(isOptimistic);
}

export function isOptimistic(sentence: string): boolean {
  return /\boptimistic\b/i.test(sentence);
}

export function cautions(run: RunDocument): Caution[] {
  const found: Caution[] = [];
  const warn = (text: string, isGrave = false) => found.push({ isGrave, text });
  if (run.lookahead === 'leaks') warn('The strategy looks ahead: with later bars cut off it decides differently. These results cannot be had in trading.', true);
  else if (run.lookahead !== 'clean') warn('Look-ahead was not checked; run with --check-lookahead.');
  for (const sentence of run.search?.cautions ?? []) warn(sentence);
  if (run.isSimulated) warn('The prices are simulated, not of a real market.');
  for (const sentence of optimistic(run)) warn(sentence);
  const ambiguity = run.ambiguity;
  if (ambiguity) warn(`In ${plural(ambiguity.bars, 'bar')} it was open what came first, a stop or a target say. The worse was taken; with the better each time the end would be ${money(ambiguity.best, run.currency)} instead of ${money(ambiguity.worst, run.currency)}.`);
  const calls = run.events.filter((event) => event.kind === 'marginCall').length;
  if (calls > 0) warn(`The account was called ${plural(calls, 'time')}: equity no longer carried the positions.`, true);
  if (run.trades.total === 0) warn('There were no trades.');
  else if (run.trades.total < fewTrades) warn(`Only ${plural(run.trades.total, 'trade')}: too few to tell skill from luck.`);
  const span = range(run);
  if (span && span.to - span.from < 365 * day) warn(`The run covers ${stretch(span.to - span.from)}; figures for a year are an extrapolation.`);
  const across = run.gaps.filter((gap) => gap.positionHeld !== 0).length;
  if (across > 0) warn(`A position was held across ${plural(across, 'gap')} in the data.`);
  const open = run.trades.exitTime.filter((time) => time === null).length;
  if (open > 0) warn(`${plural(open, 'trade was', 'trades were')} still open at the end, valued at the last price.`);
  return found;
}

function comparison(run: RunDocument): string {
  const held = run.chart.benchmark;
  if (!held) return '';
  const points = (totalReturn(run) - held.return) * 100;
  const difference = Math.abs(points) < 0.05 ? 'the same' : `${percent(Math.abs(points) / 100, 1).replace('%', 'points')} ${points > 0 ? 'less' : 'more'}`;
  return `${benchmarkName(run)} would have returned ${signed(held.return, (value) => percent(value, 1))}, ${difference}.`;
}
