import type { RunDocument } from './document';
import { element, section } from './dom';
import { percent, plural } from './format';
import { tradesOf } from './trades';

/** A trade as a point: how far it went at most, and what came of it, both as fractions of its entry. */
export interface Point {
  excursion: number;
  gain: number;
}

const [width, height, left, bottom, top, right] = [520, 260, 56, 34, 8, 10];
const svg = 'http://www.w3.org/2000/svg';

/** How far trades went against and for their holder, beside what came of them: where a stop would have cut winners, and what was given back. */
export function excursionsSection(run: RunDocument): HTMLElement | null {
  const trades = tradesOf(run).filter((trade) => trade.exitTime !== null && trade.gain !== null);
  const points = (of: 'maeShare' | 'mfeShare') => trades.flatMap((trade) => (trade[of] === null ? [] : [{ excursion: trade[of], gain: trade.gain! }]));
  const [against, favour] = [points('maeShare'), points('mfeShare')];
  if (against.length === 0) return null;

  const figure = (title: string, axis: string, shown: Point[], text: string) => element('figure', {},
    element('figcaption', {}, title), scatter(shown, axis, `${title}. ${text}`), element('p', { class: 'muted' }, text));
  return section('How far trades went', 'excursions', element('div', { class: 'columns' },
    figure('Against their holder (MAE)', 'Most that it was down', against, adverseText(against)),
    figure('For their holder (MFE)', 'Most that it was up', favour, favourableText(favour))));
}

export function adverseText(points: readonly Point[]): string {
  const won = points.filter((point) => point.gain > 0).map((point) => point.excursion);
  return won.length === 0 ? 'No trade won.' : `Of ${plural(won.length, 'winning trade')}, half were never down by more than ${percent(median(won))} and nine in ten by no more than ${percent(quantile(won, 0.9))}.`;
}

export function favourableText(points: readonly Point[]): string {
  const lost = points.filter((point) => point.gain < 0).map((point) => point.excursion);
  return lost.length === 0 ? 'No trade lost.' : `Of ${plural(lost.length, 'losing trade')}, half had been up by ${percent(median(lost))} or more before.`;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

// Between the two nearest ranks, as the engine has it.
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, two) => one - two);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

function scatter(points: readonly Point[], axis: string, label: string): SVGElement {
  const most = points.reduce((found, point) => Math.max(found, point.excursion), 0) || 0.01;
  const low = points.reduce((found, point) => Math.min(found, point.gain), 0);
  const high = points.reduce((found, point) => Math.max(found, point.gain), 0) || 0.01;
  const x = (excursion: number) => left + (excursion / most) * (width - left - right);
  const y = (gain: number) => top + ((high - gain) / (high - low)) * (height - top - bottom);
  // A line without length has round ends, so one path draws thousands of dots.
  const dots = (shown: Point[]) => shown.map((point) => `M${x(point.excursion).toFixed(1)} ${y(point.gain).toFixed(1)}h0`).join('');
  const text = (at: [number, number], anchor: string, words: string) => draw('text', { x: at[0], y: at[1], 'text-anchor': anchor }, words);
  const marks = [low, 0, high].filter((mark, place, all) => place === 1 || Math.abs(y(mark) - y(all[1]!)) > 14);
  return draw('svg', { class: 'scatter', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    draw('path', { class: 'axis', d: `M${left} ${top}V${height - bottom}M${left} ${y(0)}H${width - right}` }),
    draw('path', { class: 'lost', d: dots(points.filter((point) => point.gain <= 0)) }),
    draw('path', { class: 'won', d: dots(points.filter((point) => point.gain > 0)) }),
    ...marks.map((mark) => text([left - 6, y(mark) + 4], 'end', percent(mark, 1))),
    text([left, height - 6], 'start', '0'),
    text([(left + width) / 2, height - 6], 'middle', `${axis}, against profit (both in % of the entry)`),
    text([width - right, height - 6], 'end', percent(most, 1)));
}

function draw(tag: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(svg, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
