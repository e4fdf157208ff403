import type { RunDocument } from '../document';
import { element, scrolling, section } from '../dom';
import type { Range, SearchDocument } from './document';
import { parametersOf } from './document';
import { figuresOf, type Figure } from './figures';
import { heatMap, legendOf, levelOf } from './heatMap';

/** The figure of the best trial at every pair of values of two parameters, as a table with coloured cells: it can be read, and read out, without the colours. */
export function heatMapSection(run: RunDocument, search: SearchDocument): HTMLElement {
  const figures = figuresOf(search, run.currency, run.startEquity);
  const place = element('div');
  const choose = (label: string, names: string[], chosen: number) => {
    const select = element('select', {}, ...names.map((name, index) => element('option', { value: index, selected: index === chosen }, name)));
    select.addEventListener('change', draw);
    return { select, label: element('label', {}, `${label} `, select) };
  };
  const names = search.ranges.map((range) => range.parameter);
  const coloured = choose('Colour by', figures.map((figure) => figure.label), 0);
  const across = choose('Across', names, names.length > 1 ? 1 : 0);
  const down = choose('Down', names, 0);

  function draw(): void {
    const [column, row] = [search.ranges[Number(across.select.value)]!, search.ranges[Number(down.select.value)]!];
    const figure = figures[Number(coloured.select.value)]!;
    const table = tableOf(search, figure, column, names.length > 1 && row !== column ? row : null);
    place.replaceChildren(scrolling(table, 'Heat map'), legend(figure));
  }

  draw();
  const tools = element('div', { class: 'tools' }, coloured.label, ...(names.length > 1 ? [down.label, across.label] : []));
  return section('Where the good ones lie', 'heat-map', tools, place, element('p', { class: 'muted' }, explanation(search)));
}

function tableOf(search: SearchDocument, figure: Figure, across: Range, down: Range | null): HTMLTableElement {
  const map = heatMap(across, down, search.method === 'random');
  const cell = (trial: number | null) => {
    const value = trial === null ? null : figure.values[trial]!;
    if (trial === null || value === null) return element('td', { class: 'none' }, element('span', { 'aria-hidden': 'true' }, '\u00b7'), element('span', { class: 'hidden' }, trial === null ? 'not tried' : 'no figure'));
    return element('td', { class: `heat${levelOf(figure, value)}${trial === 0 ? ' best' : ''}`, title: parametersOf(search, trial) },
      figure.text(value), trial === 0 ? element('span', { class: 'hidden' }, ' (the best trial)') : null);
  };
  const corner = down ? `${down.parameter} \u2193  ${across.parameter} \u2192` : across.parameter;
  return element('table', { class: 'heat-map' },
    element('caption', {}, down ? `${figure.label} by ${down.parameter} (down) and ${across.parameter} (across)` : `${figure.label} by ${across.parameter}`),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, corner), ...map.across.map((band) => element('th', { scope: 'col' }, band.label)))),
    element('tbody', {}, ...map.cells.map((row, index) => element('tr', {}, element('th', { scope: 'row' }, down ? map.down[index]!.label : figure.label), ...row.map(cell)))));
}

function legend(figure: Figure): HTMLElement {
  const [worst, middle, best] = legendOf(figure);
  const swatch = (level: number) => element('span', { class: `swatch heat${level}` });
  return element('p', { class: 'scale' },
    `Worse, ${worst!.text} `, element('span', { class: 'swatches', 'aria-hidden': 'true' }, ...[-5, -4, -3, -2, -1].map(swatch)),
    ` ${middle!.text} `, element('span', { class: 'swatches', 'aria-hidden': 'true' }, ...[1, 2, 3, 4, 5].map(swatch)),
    ` better, ${best!.text}`);
}

function explanation(search: SearchDocument): string {
  const others = search.ranges.length > 2 || search.method === 'random' ? ' Each cell has the best that was tried there.' : '';
  return `A good trial among bad neighbours is likely luck; a wide good region is worth more. The best trial has a frame.${others}`;
}
