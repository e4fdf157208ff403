import type { RunDocument } from './document';
import { element } from './dom';
import { amount, count, money, number, percent, plural, signed, tone, utc } from './format';
import { benchmarkName, cautions, isOptimistic, optimistic, range, totalReturn, verdict, worstDrawdown } from './verdict';

/** What a reader must know in the first seconds: on what, how it went, and what was assumed. */
export function headline(run: RunDocument): HTMLElement {
  return element('header', { class: 'headline' },
    element('p', { class: 'eyebrow' }, 'AlgoTrendy backtest'),
    element('div', { class: 'title' }, subject(run), badges(run)),
    ...outcome(run));
}

/** Which strategy ran on what. */
export function subject(run: RunDocument): HTMLElement {
  const symbols = [...new Set(run.manifest.data.map((series) => series.symbol))];
  const shown = symbols.length > 4 ? `${symbols.slice(0, 3).join(', ')} and ${symbols.length - 3} more` : symbols.join(', ');
  return element('h1', {}, run.manifest.strategy, element('span', { class: 'on' }, ' on '), shown);
}

/** How long, how it went, and the figures. */
export function outcome(run: RunDocument): HTMLElement[] {
  const intervals = [...new Set(run.manifest.data.map((series) => series.interval))];
  const span = range(run);
  return [
    element('p', { class: 'muted' },
      [span ? `${utc(span.from)} to ${utc(span.to)} UTC` : '', `${plural(run.bars, 'bar')} of ${intervals.join(', ')}`, `starting with ${money(run.startEquity, run.currency)}`].filter(Boolean).join(' · ')),
    element('p', { class: `verdict ${tone(run.finalEquity - run.startEquity)}` }, verdict(run)),
    figures(run),
  ];
}

export function badges(run: RunDocument): HTMLElement {
  const list = element('ul', { class: 'badges', 'aria-label': 'What to know first' });
  const badge = (text: string, kind: string) => list.append(element('li', { class: `badge ${kind}` }, text));
  if (run.isSimulated) badge('SIMULATED', 'warn');
  if (run.lookahead === 'leaks') badge('Looks ahead', 'bad');
  else if (run.lookahead === 'clean') badge('No look-ahead', 'good');
  else badge('Look-ahead not checked', 'plain');
  const favours = optimistic(run).length;
  if (favours > 0) badge(plural(favours, 'optimistic assumption'), 'warn');
  return list;
}

/** A row of large figures, each with a note below. */
export function figureList() {
  const list = element('dl', { class: 'figures' });
  const figure = (name: string, value: string, note: string, kind = '') =>
    list.append(element('div', { class: 'figure' }, element('dt', {}, name), element('dd', { class: kind }, value), element('dd', { class: 'note' }, note)));
  return { list, figure };
}

function figures(run: RunDocument): HTMLElement {
  const drawdown = worstDrawdown(run);
  const held = run.chart.benchmark;
  const { list, figure } = figureList();
  const gain = totalReturn(run);
  figure('Return', signed(gain, percent), `${signed(run.finalEquity - run.startEquity, (value) => money(value, run.currency))}`, tone(gain));
  if (held) figure(benchmarkName(run), signed(held.return, percent), 'all in at the start, no fees', tone(held.return));
  if (drawdown !== null) figure('Deepest drawdown', percent(drawdown), held ? `${benchmarkName(run).replace('Buy', 'buy')} ${percent(held.maxDrawdown)}` : 'from the highest equity before', tone(drawdown));
  const sharpe = run.statistics['sharpe'] ?? run.statistics['sharpeRatio'];
  if (sharpe !== undefined) figure('Sharpe ratio', number(sharpe, 2), `a year, risk-free rate ${run.models['riskFree'] ?? 'zero'}`, tone(sharpe));
  const wins = run.statistics['winRate'];
  figure('Trades', count(run.trades.total), wins === undefined ? plural(run.fills, 'fill') : `${percent(wins, 1)} won`);
  figure('Fees', amount(run.totalFees, run.currency), run.startEquity > 0 ? `${run.currency}, ${percent(run.totalFees / run.startEquity)} of the start` : run.currency);
  return list;
}

/** Cautions beside assumptions: side by side on a wide screen, because neither is worth much without the other. */
export function trust(run: RunDocument): HTMLElement {
  const found = cautions(run);
  const warnings = element('section', { class: `card cautions${found.some((caution) => caution.isGrave) ? ' grave' : ''}`, 'aria-labelledby': 'cautions' }, element('h2', { id: 'cautions' }, 'Before you believe it'));
  warnings.append(found.length === 0
    ? element('p', {}, 'Nothing speaks against these numbers that this report could see.')
    : element('ul', {}, ...found.map((caution) => element('li', { class: caution.isGrave ? 'grave' : undefined }, caution.text))));

  const assumed = element('section', { class: 'card', 'aria-labelledby': 'assumptions' }, element('h2', { id: 'assumptions' }, 'What was assumed'));
  assumed.append(run.assumptions.length === 0
    ? element('p', { class: 'muted' }, 'The run names no assumptions.')
    : element('ul', { class: 'assumptions' }, ...run.assumptions.map((text) => element('li', { class: isOptimistic(text) ? 'optimistic' : undefined }, text))));
  return element('div', { class: 'columns' }, warnings, assumed);
}
