import type { RunDocument } from '../document';
import { element, scrolling, section } from '../dom';
import { count, plural, tone } from '../format';
import { PagedTable, type Column } from '../pagedTable';
import type { SearchDocument } from './document';
import { figuresOf, type Figure } from './figures';

/** A trial as the table shows it: its parameters and figures by name, each under a letter of its kind so that none can take the place of another. */
interface TrialRow {
  number: number;
  rank: number;
  failure: string | null;
  [field: string]: number | string | null;
}

/** All trials, the best first. */
export function trialsSection(run: RunDocument, search: SearchDocument): HTMLElement {
  const figures = figuresOf(search, run.currency, run.startEquity);
  const table = new PagedTable<TrialRow>({
    kind: 'trials',
    caption: `${plural(search.trials.number.length, 'trial')}, the best first; press a column's name to sort by it`,
    columns: columnsOf(search, figures),
    rows: rowsOf(search, figures),
    by: 'rank',
    action: null,
  });
  return section('Trials', 'trials', skipped(search), scrolling(table.element, 'Trials'), table.pager);
}

function rowsOf(search: SearchDocument, figures: Figure[]): TrialRow[] {
  return search.trials.number.map((number, trial) => {
    const row: TrialRow = { number, rank: trial + 1, failure: search.trials.failure[trial]! };
    for (const range of search.ranges) row[`p ${range.parameter}`] = range.places[trial]!;
    for (const figure of figures) row[`f ${figure.name}`] = figure.values[trial]!;
    return row;
  });
}

function columnsOf(search: SearchDocument, figures: Figure[]): Column<TrialRow>[] {
  const columns: Column<TrialRow>[] = [
    { name: 'rank', title: 'Rank', isNumber: true, text: (row) => count(row.rank) },
    ...search.ranges.map((range): Column<TrialRow> => ({ name: `p ${range.parameter}`, title: range.parameter, isNumber: true, text: (row) => range.values[Number(row[`p ${range.parameter}`])]! })),
    ...figures.map((figure): Column<TrialRow> => ({ name: `f ${figure.name}`, title: figure.label, isNumber: true, text: (row) => textOf(figure, row), tone: (row) => toneOf(figure, row) })),
  ];
  return search.failed === 0 ? columns : [...columns, { name: 'failure', title: 'Broke off with', isNumber: false, text: (row) => row.failure ?? '' }];
}

function textOf(figure: Figure, row: TrialRow): string {
  const value = row[`f ${figure.name}`];
  return typeof value === 'number' ? figure.text(value) : 'none';
}

// A fall is red however it is counted, as in the other tables.
function toneOf(figure: Figure, row: TrialRow): string {
  const value = row[`f ${figure.name}`];
  if (typeof value !== 'number' || figure.middle === null || figure.name === 'finalEquity') return '';
  return tone(value - figure.middle);
}

function skipped(search: SearchDocument): HTMLElement | null {
  if (search.skipped === 0) return null;
  return element('p', { class: 'muted' }, `${plural(search.skipped, 'combination was', 'combinations were')} left out, which the strategy refuses; the first: ${search.firstSkipped ?? ''}`);
}
