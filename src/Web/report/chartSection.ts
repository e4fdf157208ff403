import { Charts, type Reading } from './charts';
import type { RunDocument } from './document';
import { element, section } from './dom';
import { amount, count, interval, number, percent, plural, utc } from './format';
import type { Trade } from './trades';
import { benchmarkName, totalReturn, worstDrawdown } from './verdict';

export interface ChartSection {
  element: HTMLElement;
  /** Draws; the element must be in the page, because the chart takes its size from there. */
  draw(): { show: (trade: Trade) => void } | null;
}

export function chartSection(run: RunDocument): ChartSection {
  if (run.chart.equity.last.length === 0) {
    return { element: section('Equity, drawdown and price', 'charts', element('p', { class: 'muted' }, 'No equity was recorded, so there is nothing to draw.')), draw: () => null };
  }

  const container = element('div', { class: 'chart', role: 'img', 'aria-label': summary(run) });
  const markers = element('span', { id: 'markers' });
  const reading = element('p', { class: 'reading', 'aria-hidden': 'true' });
  const tools = element('div', { class: 'tools' });
  const made = section('Equity, drawdown and price', 'charts', reading, container, legend(run, markers));
  made.querySelector('h2')?.after(tools);
  made.classList.add('charts');
  return { element: made, draw: () => drawInto(run, container, tools, reading, markers) };
}

function drawInto(run: RunDocument, container: HTMLElement, tools: HTMLElement, reading: HTMLElement, markers: HTMLElement) {
  const charts = new Charts(run, container, (fills, signs) => {
    container.dataset['fills'] = String(fills);
    container.dataset['markers'] = String(signs);
    markers.textContent = fills === 0 ? '' : ` ${plural(fills, 'fill')} in ${plural(signs, 'marker')}; a number says how many fills share one, and zooming in takes them apart.`;
  });
  leaveWheelToThePage(container);
  charts.onReading((read) => reading.replaceChildren(...readingParts(run, read)));
  const select = instrumentChoice(run, charts);
  tools.append(
    button('Whole run', () => charts.showAll()), button('Zoom in', () => charts.zoom(0.5)), button('Zoom out', () => charts.zoom(2)),
    toggle('Log scale', false, (isOn) => charts.useLogarithm(isOn)));
  if (run.chart.benchmark) tools.append(toggle(benchmarkName(run), true, (isOn) => charts.showBenchmark(isOn)));
  if (select) tools.append(element('label', {}, 'Price of ', select));
  printAsPicture(charts, container);
  return {
    show: (trade: Trade) => {
      const place = run.chart.instruments.findIndex((instrument) => instrument.symbol === trade.symbol);
      if (place >= 0) charts.showInstrument(place);
      if (select && place >= 0) select.value = String(place);
      charts.showStretch(trade.entryTime, trade.exitTime ?? (run.chart.times.at(-1) ?? 0) * 1000);
      container.scrollIntoView({ block: 'center' });
    },
  };
}

// A chart keeps the width of the screen when printing; a picture of it fits the paper.
function printAsPicture(charts: Charts, container: HTMLElement): void {
  let picture: HTMLCanvasElement | null = null;
  addEventListener('beforeprint', () => {
    picture = charts.picture();
    picture.className = 'paper';
    container.after(picture);
  });
  addEventListener('afterprint', () => picture?.remove());
}

// The wheel scrolls the page as everywhere else; with Ctrl, or sideways, it is the chart's.
function leaveWheelToThePage(container: HTMLElement): void {
  container.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey && Math.abs(event.deltaY) >= Math.abs(event.deltaX)) event.stopPropagation();
  }, { capture: true });
}

function instrumentChoice(run: RunDocument, charts: Charts): HTMLSelectElement | null {
  if (run.chart.instruments.length < 2) return null;

  const select = element('select', {}, ...run.chart.instruments.map((instrument, place) => element('option', { value: place }, instrument.symbol)));
  select.addEventListener('change', () => charts.showInstrument(Number(select.value)));
  return select;
}

function legend(run: RunDocument, markers: HTMLElement): HTMLElement {
  const key = (kind: string, text: string) => element('li', { class: `key ${kind}` }, text);
  const hasPrices = run.chart.instruments.length > 0;
  return element('div', { class: 'legend' },
    element('ul', {},
      key('equity', 'Equity'),
      run.chart.benchmark ? key('benchmark', `${benchmarkName(run)}: all in at the start, no fees`) : null,
      hasPrices ? key('buy', 'Bought: arrow to enter, dot to exit') : null,
      hasPrices ? key('sell', 'Sold: arrow to enter, dot to exit') : null),
    element('p', { class: 'muted' }, whatIsShown(run), markers, ' Drag to move, Ctrl and wheel or the buttons to zoom. Times are UTC; a candle is named by when it opens.'));
}

/** What the charts leave out, in words: a thinned picture must say that it is one. */
function whatIsShown(run: RunDocument): string {
  const { equity, instruments } = run.chart;
  const shown = instruments[0];
  const candles = !shown ? 'There are no prices to draw.'
    : shown.stepSeconds === 0 ? `Each candle is one bar of ${shown.interval}, ${count(shown.open.length)} in all.`
      : `${count(shown.bars)} bars of ${shown.interval} are drawn as ${count(shown.open.length)} candles of ${interval(shown.stepSeconds)}.`;
  const points = equity.points === equity.last.length ? `Equity has ${plural(equity.points, 'point')}.`
    : `Of ${count(equity.points)} equity points, ${count(equity.last.length)} stretches are drawn: the line is each one's last, the band its lowest to highest, the drawdown its deepest.`;
  return `${candles} ${points}`;
}

function readingParts(run: RunDocument, read: Reading): HTMLElement[] {
  const part = (name: string, value: string, kind = '') => element('span', {}, `${name} `, element('b', { class: kind }, value));
  const parts = [part('', `${utc(read.time * 1000)} UTC`)];
  if (read.equity !== undefined) parts.push(part('Equity', amount(read.equity, run.currency), 'equity'));
  if (read.benchmark !== undefined) parts.push(part(benchmarkName(run), amount(read.benchmark, run.currency), 'benchmark'));
  if (read.drawdown !== undefined) parts.push(part('Drawdown', percent(read.drawdown), read.drawdown < 0 ? 'negative' : ''));
  if (read.candle) for (const name of ['open', 'high', 'low', 'close'] as const) parts.push(part(name.charAt(0).toUpperCase(), number(read.candle[name], read.decimals)));
  return parts;
}

function summary(run: RunDocument): string {
  const drawdown = worstDrawdown(run);
  return `Charts of equity, drawdown and price over time. Equity goes from ${amount(run.startEquity, run.currency)} to ${amount(run.finalEquity, run.currency)} ${run.currency} (${percent(totalReturn(run), 1)})${drawdown === null ? '' : `; the deepest drawdown is ${percent(drawdown, 1)}`}. The tables below have the numbers.`;
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', press);
  return made;
}

function toggle(text: string, isOn: boolean, press: (isOn: boolean) => void): HTMLButtonElement {
  const made = element('button', { type: 'button', 'aria-pressed': String(isOn) }, text);
  made.addEventListener('click', () => {
    const next = made.getAttribute('aria-pressed') !== 'true';
    made.setAttribute('aria-pressed', String(next));
    press(next);
  });
  return made;
}
