import type { Gap, RunDocument } from './document';
import { element, pairs, scrolling, section } from './dom';
import { count, money, percent, plain, plural, signed, tone, utc, words } from './format';
import { heat, largest, monthlyReturns } from './monthly';
import { grouped } from './statistics';

const mostEvents = 500;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function statisticsSection(run: RunDocument): HTMLElement {
  const groups = grouped(run.statistics, run.currency).map(({ title, rows }) =>
    element('table', { class: 'pairs numbers' },
      element('caption', {}, title),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, element('th', { scope: 'row' }, row.label), element('td', { class: row.value < 0 ? 'negative' : undefined }, row.text))))));
  return section('Statistics', 'statistics', groups.length > 0 ? element('div', { class: 'groups' }, ...groups) : element('p', { class: 'muted' }, 'Too little happened for any statistic to have a meaning.'));
}

export function monthlySection(run: RunDocument): HTMLElement {
  const years = monthlyReturns(run.months, run.startEquity);
  if (years.length === 0) return section('Monthly returns', 'months', element('p', { class: 'muted' }, 'No equity was recorded.'));

  const most = largest(years);
  const cell = (value: number | null) => (value === null
    ? element('td', { class: 'none' }, element('span', { 'aria-hidden': 'true' }, '·'), element('span', { class: 'hidden' }, 'not in the run'))
    : element('td', { class: `heat${heat(value, most)}` }, percent(value, 1)));
  const table = element('table', { class: 'months' },
    element('caption', {}, 'Change of equity in each month (UTC), and over the year'),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Year'), ...months.map((month) => element('th', { scope: 'col' }, month)), element('th', { scope: 'col' }, 'Total'))),
    element('tbody', {}, ...years.map((year) => element('tr', {},
      element('th', { scope: 'row' }, String(year.year)),
      ...year.months.map(cell),
      element('td', { class: `total ${tone(year.total)}` }, signed(year.total, (value) => percent(value, 1)))))));
  return section('Monthly returns', 'months', scrolling(table, 'Monthly returns'));
}

export function gapsSection(run: RunDocument): HTMLElement {
  if (run.gaps.length === 0) return section('Gaps in the data', 'gaps', element('p', { class: 'muted' }, 'None: every bar that the sessions call for was there.'));

  const table = element('table', { class: 'rows' },
    element('caption', {}, `${plural(run.gaps.length, 'stretch', 'stretches')} where bars were missing while the market was open; no order is filled across one`),
    element('thead', {}, element('tr', {},
      ...['Symbol', 'From (UTC)', 'To (UTC)'].map((name) => element('th', { scope: 'col' }, name)),
      ...['Bars missing', 'Orders cancelled', 'Position held', 'Profit or loss across'].map((name) => element('th', { scope: 'col', class: 'number' }, name)))),
    element('tbody', {}, ...run.gaps.map((gap) => gapRow(gap, run.currency))));
  return section('Gaps in the data', 'gaps', scrolling(table, 'Gaps in the data'));
}

/** Nothing at all where nothing happened: most runs have no dividends. */
export function eventsSection(run: RunDocument): HTMLElement | null {
  if (run.events.length === 0) return null;

  const shown = run.events.slice(0, mostEvents);
  const table = element('table', { class: 'rows' },
    element('caption', {}, `${plural(run.events.length, 'dividend, split or margin call', 'dividends, splits and margin calls')}${shown.length < run.events.length ? `, the first ${count(shown.length)}` : ''}`),
    element('thead', {}, element('tr', {}, ...['Time (UTC)', 'What happened'].map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...shown.map((event) => element('tr', {},
      element('th', { scope: 'row' }, utc(event.time)),
      element('td', { class: event.kind === 'marginCall' ? 'negative' : undefined }, event.text)))));
  return section('What happened to the account', 'events', scrolling(table, 'What happened to the account'));
}

function gapRow(gap: Gap, currency: string): HTMLElement {
  const position = gap.positionHeld === 0 ? 'none' : `${plain(gap.positionHeld)} ${gap.positionHeld > 0 ? 'long' : 'short'}`;
  return element('tr', {},
    element('th', { scope: 'row' }, gap.symbol),
    element('td', {}, utc(gap.from)),
    element('td', {}, utc(gap.to)),
    element('td', { class: 'number' }, count(gap.missingBars)),
    element('td', { class: 'number' }, count(gap.ordersCancelled)),
    element('td', { class: 'number' }, position),
    gap.pnlAcross === undefined ? element('td', { class: 'number muted' }, 'none') : element('td', { class: `number ${tone(gap.pnlAcross)}` }, money(gap.pnlAcross, currency)));
}

const lookaheadWords: Record<string, string> = {
  clean: 'Clean: run again on data cut off at random points, the strategy decided the same before each cut.',
  leaks: 'Leaks: with later data cut off, the strategy decided differently. It uses what it could not have known.',
  notChecked: 'Not checked. Run with --check-lookahead to have the strategy run again on data cut off at random points.',
};

/** Everything that determined the result, down to the hashes. */
export function provenance(run: RunDocument): HTMLElement {
  const { manifest } = run;
  const series = element('table', { class: 'rows' },
    element('caption', {}, 'Data'),
    element('thead', {}, element('tr', {}, ...['Symbol', 'Interval', 'From (UTC)', 'To (UTC)', 'Bars', 'SHA-256 of the data', 'SHA-256 of the instrument'].map((name) => element('th', { scope: 'col', class: name === 'Bars' ? 'number' : undefined }, name)))),
    element('tbody', {}, ...[...manifest.data, ...(manifest.benchmark ? [{ ...manifest.benchmark, symbol: `${manifest.benchmark.symbol} (benchmark)` }] : [])].map((data) => element('tr', {},
      element('th', { scope: 'row' }, data.symbol), element('td', {}, data.interval), element('td', {}, utc(data.from)), element('td', {}, utc(data.to)),
      element('td', { class: 'number' }, count(data.bars)), element('td', { class: 'hash' }, data.dataHash), element('td', { class: 'hash' }, data.instrumentHash)))));
  const run1 = { 'Result hash': run.resultHash, Strategy: manifest.strategy, 'Strategy code': manifest.code, Engine: manifest.engine, 'Time zones': manifest.timeZones, Seed: manifest.seed };
  return section('How it was made', 'made',
    element('div', { class: 'columns' },
      element('div', {}, pairs('Models in force', run.models, words)),
      element('div', {}, pairs('Parameters of the strategy', run.parameters)),
      element('div', {}, element('h3', {}, 'Look-ahead check'), element('p', {}, lookaheadWords[run.lookahead] ?? run.lookahead),
        run.lookaheadFindings.length > 0 ? element('ul', {}, ...run.lookaheadFindings.map((finding) => element('li', {}, finding))) : null)),
    element('p', {}, 'Result hash ', element('code', {}, run.resultHash), '. The same manifest gives the same hash on any machine.'),
    element('details', {},
      element('summary', {}, 'Manifest: everything that determines the result'),
      element('div', { class: 'columns' }, element('div', {}, pairs('Run', run1)), element('div', {}, pairs('Parameters', manifest.parameters)), element('div', {}, pairs('Settings', manifest.settings))),
      scrolling(series, 'Data of the manifest')),
    element('p', { class: 'muted' }, `Ran ${plural(run.bars, 'bar')} in ${count(run.elapsedMs)} ms, ${count(run.barsPerSecond)} bars a second.`));
}
