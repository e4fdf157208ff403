import type { RunDocument } from './document';
import { element, scrolling, section } from './dom';
import { count, plural } from './format';
import { sorted, tradeColumns, tradesOf, type Trade } from './trades';

const pageSizes = [25, 50, 100, 250];

/** Sortable and paged: only the rows of one page exist, so thousands of trades cost nothing. */
export function tradesSection(run: RunDocument, onShow: ((trade: Trade) => void) | null): HTMLElement {
  if (run.trades.total === 0) return section('Trades', 'trades', element('p', { class: 'muted' }, 'There were no trades.'));

  const trades = tradesOf(run);
  const table = new TradeTable(run, trades, onShow);
  const some = trades.length < run.trades.total ? element('p', { class: 'muted' }, `Shown are the ${count(trades.length)} trades of ${count(run.trades.total)} that made or lost the most; the result as JSON has them all.`) : null;
  return section('Trades', 'trades', some, scrolling(table.element, 'Trades'), table.pager);
}

class TradeTable {
  readonly element: HTMLTableElement;
  readonly pager: HTMLElement;
  private readonly columns;
  private readonly body = element('tbody');
  private readonly headers: HTMLTableCellElement[];
  private readonly where = element('span', { role: 'status', class: 'where' });
  private readonly buttons: { first: HTMLButtonElement; back: HTMLButtonElement; next: HTMLButtonElement; last: HTMLButtonElement };
  private rows: Trade[];
  private by: keyof Trade = 'number';
  private isDescending = false;
  private page = 0;
  private size = pageSizes[0]!;

  constructor(run: RunDocument, private readonly trades: Trade[], private readonly onShow: ((trade: Trade) => void) | null) {
    this.columns = tradeColumns(run);
    this.rows = trades;
    this.headers = this.columns.map((column) => {
      const button = element('button', { type: 'button', class: 'sort' }, column.title);
      button.addEventListener('click', () => this.sort(column.name));
      return element('th', { scope: 'col', class: column.isNumber ? 'number' : undefined }, button);
    });
    const chartHeader = onShow ? element('th', { scope: 'col' }, element('span', { class: 'hidden' }, 'Chart')) : null;
    this.element = element('table', { class: 'rows trades' },
      element('caption', {}, `${plural(trades.length, 'trade')}, profit after fees; press a column's name to sort by it`),
      element('thead', {}, element('tr', {}, ...this.headers, chartHeader)),
      this.body);
    this.buttons = { first: this.button('First', () => 0), back: this.button('Back', () => this.page - 1), next: this.button('Next', () => this.page + 1), last: this.button('Last', () => this.pages - 1) };
    this.pager = element('div', { class: 'pager' }, this.buttons.first, this.buttons.back, this.where, this.buttons.next, this.buttons.last, this.sizes());
    this.draw();
  }

  private get pages(): number {
    return Math.ceil(this.rows.length / this.size);
  }

  private sort(by: keyof Trade): void {
    this.isDescending = this.by === by ? !this.isDescending : false;
    this.by = by;
    this.rows = sorted(this.trades, by, this.isDescending);
    this.page = 0;
    this.draw();
  }

  private draw(): void {
    const from = this.page * this.size;
    const shown = this.rows.slice(from, from + this.size);
    this.body.replaceChildren(...shown.map((trade) => this.row(trade)));
    this.columns.forEach((column, place) => {
      const header = this.headers[place]!;
      if (column.name === this.by) header.setAttribute('aria-sort', this.isDescending ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    });
    this.where.textContent = `${count(from + 1)} to ${count(from + shown.length)} of ${count(this.rows.length)}`;
    this.buttons.first.disabled = this.buttons.back.disabled = this.page === 0;
    this.buttons.last.disabled = this.buttons.next.disabled = this.page >= this.pages - 1;
  }

  private row(trade: Trade): HTMLTableRowElement {
    const cells = this.columns.map((column) => element('td', { class: [column.isNumber ? 'number' : '', column.tone?.(trade) ?? ''].join(' ').trim() || undefined }, column.text(trade)));
    const { onShow } = this;
    if (!onShow) return element('tr', {}, ...cells);

    const button = element('button', { type: 'button', class: 'show', 'aria-label': `Show trade ${trade.number} on the chart` }, 'Show');
    button.addEventListener('click', () => onShow(trade));
    return element('tr', {}, ...cells, element('td', {}, button));
  }

  private button(text: string, target: () => number): HTMLButtonElement {
    const made = element('button', { type: 'button' }, text);
    made.addEventListener('click', () => {
      this.page = target();
      this.draw();
    });
    return made;
  }

  private sizes(): HTMLElement {
    const select = element('select', {}, ...pageSizes.map((size) => element('option', { value: size }, String(size))));
    select.addEventListener('change', () => {
      this.size = Number(select.value);
      this.page = 0;
      this.draw();
    });
    return element('label', { class: 'size' }, 'Rows a page ', select);
  }
}
