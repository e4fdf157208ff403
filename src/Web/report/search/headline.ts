import type { RunDocument } from '../document';
import { element, pairs, section } from '../dom';
import { count, number, percent, plural } from '../format';
import { badges, figureList, subject } from '../headline';
import { describe } from '../statistics';
import { parametersOf, type SearchDocument } from './document';
import { figuresOf } from './figures';

/** What a reader must know of a search in the first seconds: what was tried, what is best, and whether that may be luck. */
export function searchHeadline(run: RunDocument, search: SearchDocument): HTMLElement {
  return element('header', { class: 'headline' },
    element('p', { class: 'eyebrow' }, 'AlgoTrendy parameter search'),
    element('div', { class: 'title' }, subject(run), badges(run)),
    element('p', { class: 'muted' }, `${plural(search.trials.number.length, 'trial')} of ${origin(search)}, ranked by ${describe(search.objective, 0, run.currency).label}${search.minTrades > 0 ? ` among those with ${plural(search.minTrades, 'closed trade')} or more` : ''}`),
    element('p', { class: 'verdict' }, search.deflation.sentence),
    figures(run, search));
}

/** Stands between the search and the report of its best trial. */
export function bestTitle(search: SearchDocument): HTMLElement {
  return element('h2', { class: 'part' }, 'The best trial: ', parametersOf(search, 0));
}

/** What is needed to have the search again. */
export function searchProvenance(search: SearchDocument): HTMLElement {
  const ranges = Object.fromEntries(search.ranges.map((range) => [range.parameter, shortly(range.values)]));
  const made = { Method: search.method, ...(search.method === 'random' ? { Seed: search.seed } : {}), Combinations: count(search.combinations), Objective: `${search.objective}, ${search.lessIsBetter ? 'less' : 'more'} is better`, 'Least trades': count(search.minTrades) };
  return section('How it was searched', 'searched',
    element('div', { class: 'columns' }, element('div', {}, pairs('Search', made)), element('div', {}, pairs('What was tried', ranges))),
    element('p', {}, 'Search hash ', element('code', {}, search.searchHash), '. The same data, ranges and seed give the same hash, however many trials run at a time.'),
    element('p', { class: 'muted' }, `Ran ${plural(search.trials.number.length, 'trial')} in ${count(search.elapsedMs)} ms, ${search.parallel} at a time, ${count(search.barsPerSecond)} bars a second.`));
}

function origin(search: SearchDocument): string {
  return search.method === 'grid' ? `a grid of ${plural(search.combinations, 'combination')}` : `${plural(search.combinations, 'combination')}, drawn by chance`;
}

function figures(run: RunDocument, search: SearchDocument): HTMLElement {
  const { list, figure } = figureList();
  const { deflation } = search;
  const [objective] = figuresOf(search, run.currency, run.startEquity);
  const best = search.trials.value[0];
  figure('The best', parametersOf(search, 0), best === null || best === undefined ? 'without a figure' : `${objective!.label} ${objective!.text(best)}`);
  if (deflation.sharpe !== null) figure('Its Sharpe ratio', number(deflation.sharpe, 2), 'a year, risk-free rate zero');
  if (deflation.expectedByChance !== null) figure('By chance alone', number(deflation.expectedByChance, 2), `the best of ${count(deflation.trials)} without any skill`);
  if (deflation.probability !== null) figure('Better than chance', percent(deflation.probability, 1), 'the deflated Sharpe ratio: 95 % or more is convincing', deflation.probability >= 0.95 ? 'positive' : 'negative');
  return list;
}

function shortly(values: string[]): string {
  return values.length <= 12 ? values.join(', ') : `${values.slice(0, 5).join(', ')} \u2026 ${values.at(-1)!} (${count(values.length)} values)`;
}
