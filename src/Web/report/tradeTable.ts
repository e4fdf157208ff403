import type { RunDocument } from './document';
import { element, scrolling, section } from './dom';
import { count, plural } from './format';
import { PagedTable } from './pagedTable';
import { tradeColumns, tradesOf, type Trade } from './trades';

/** Thousands of trades cost nothing: only the rows of one page exist. */
export function tradesSection(run: RunDocument, onShow: ((trade: Trade) => void) | null): HTMLElement {
  if (run.trades.total === 0) return section('Trades', 'trades', element('p', { class: 'muted' }, 'There were no trades.'));

  const trades = tradesOf(run);
  const table = new PagedTable<Trade>({
    kind: 'trades',
    caption: `${plural(trades.length, 'trade')}, profit after fees; press a column's name to sort by it`,
    columns: tradeColumns(run),
    rows: trades,
    by: 'number',
    action: onShow ? { title: 'Chart', text: 'Show', label: (trade) => `Show trade ${trade.number} on the chart`, press: onShow } : null,
  });
  const some = trades.length < run.trades.total ? element('p', { class: 'muted' }, `Shown are the ${count(trades.length)} trades of ${count(run.trades.total)} that made or lost the most; the result as JSON has them all.`) : null;
  return section('Trades', 'trades', some, scrolling(table.element, 'Trades'), table.pager);
}
