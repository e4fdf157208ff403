import { element } from './dom';
import { count } from './format';

const pageSizes = [25, 50, 100, 250];

/** A row that has a number of its own, by which equals are told apart. */
export interface Numbered {
  number: number;
}

export interface Column<Row> {
  name: keyof Row & string;
  title: string;
  isNumber: boolean;
  text: (row: Row) => string;
  /** A class for the cell. */
  tone?: (row: Row) => string;
}

export interface TableContent<Row> {
  /** A class for the table. */
  kind: string;
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** What the rows come sorted by. */
  by: keyof Row & string;
  /** A button in every row. */
  action: { title: string; text: string; label: (row: Row) => string; press: (row: Row) => void } | null;
}

/** In a new order; what is null comes last whichever way, and equals keep the order of their numbers. */
export function sorted<Row extends Numbered>(rows: readonly Row[], by: keyof Row, isDescending: boolean): Row[] {
  const direction = isDescending ? -1 : 1;
  return [...rows].sort((left, right) => {
    const [one, two] = [left[by] ?? null, right[by] ?? null];
    if (one === two) return left.number - right.number;
    if (one === null) return 1;
    if (two === null) return -1;
    return (one < two ? -1 : 1) * direction;
  });
}

/** Sortable and paged: only the rows of one page exist. */
export class PagedTable<Row extends Numbered> {
  readonly element: HTMLTableElement;
  readonly pager: HTMLElement;
  private readonly body = element('tbody');
  private readonly headers: HTMLTableCellElement[];
  private readonly where = element('span', { role: 'status', class: 'where' });
  private readonly buttons: { first: HTMLButtonElement; back: HTMLButtonElement; next: HTMLButtonElement; last: HTMLButtonElement };
  private rows: Row[];
  private by: keyof Row & string;
  private isDescending = false;
  private page = 0;
  private size = pageSizes[0]!;

  constructor(private readonly content: TableContent<Row>) {
    this.rows = content.rows;
    this.by = content.by;
    this.headers = content.columns.map((column) => {
      const button = element('button', { type: 'button', class: 'sort' }, column.title);
      button.addEventListener('click', () => this.sort(column.name));
      return element('th', { scope: 'col', class: column.isNumber ? 'number' : undefined }, button);
    });
    const actionHeader = content.action ? element('th', { scope: 'col' }, element('span', { class: 'hidden' }, content.action.title)) : null;
    this.element = element('table', { class: `rows ${content.kind}` },
      element('caption', {}, content.caption),
      element('thead', {}, element('tr', {}, ...this.headers, actionHeader)),
      this.body);
    this.buttons = { first: this.button('First', () => 0), back: this.button('Back', () => this.page - 1), next: this.button('Next', () => this.page + 1), last: this.button('Last', () => this.pages - 1) };
    this.pager = element('div', { class: 'pager' }, this.buttons.first, this.buttons.back, this.where, this.buttons.next, this.buttons.last, this.sizes());
    this.draw();
  }

  private get pages(): number {
    return Math.ceil(this.rows.length / this.size);
  }

  private sort(by: keyof Row & string): void {
    this.isDescending = this.by === by ? !this.isDescending : false;
    this.by = by;
    this.rows = sorted(this.content.rows, by, this.isDescending);
    this.page = 0;
    this.draw();
  }

  private draw(): void {
    const from = this.page * this.size;
    const shown = this.rows.slice(from, from + this.size);
    this.body.replaceChildren(...shown.map((row) => this.row(row)));
    this.content.columns.forEach((column, place) => {
      const header = this.headers[place]!;
      if (column.name === this.by) header.setAttribute('aria-sort', this.isDescending ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    });
    this.where.textContent = `${count(from + 1)} to ${count(from + shown.length)} of ${count(this.rows.length)}`;
    this.buttons.first.disabled = this.buttons.back.disabled = this.page === 0;
    this.buttons.last.disabled = this.buttons.next.disabled = this.page >= this.pages - 1;
  }

  private row(row: Row): HTMLTableRowElement {
    const { columns, action } = this.content;
    const cells = columns.map((column) => element('td', { class: [column.isNumber ? 'number' : '', column.tone?.(row) ?? ''].join(' ').trim() || undefined }, column.text(row)));
    if (!action) return element('tr', {}, ...cells);

    const button = element('button', { type: 'button', class: 'show', 'aria-label': action.label(row) }, action.text);
    button.addEventListener('click', () => action.press(row));
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
