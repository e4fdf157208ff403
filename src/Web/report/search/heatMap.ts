import type { Range } from './document';
import type { Figure } from './figures';

const mostBands = 24;
const leastBands = 4;
const levels = 5;

/** Neighbouring values of a parameter that share a row or a column: few enough for a screen. */
export interface Band {
  label: string;
  /** Of each value, whether it belongs here. */
  from: number;
  to: number;
}

/** The best trial of each pair of bands, by its place; null where none was tried. */
export interface HeatMap {
  across: Band[];
  down: Band[];
  /** One row a band down. */
  cells: (number | null)[][];
}

/** One band a value, or of many values as many bands as fit. A random search gets so few that most cells have a trial. */
export function bandsOf(range: Range, isRandom: boolean): Band[] {
  const count = range.values.length;
  const most = isRandom ? Math.min(mostBands, Math.max(leastBands, Math.round(Math.sqrt(range.places.length / 2)))) : mostBands;
  const bands = Math.min(count, most);
  return Array.from({ length: bands }, (_, band) => {
    const [from, to] = [Math.floor((band * count) / bands), Math.floor(((band + 1) * count) / bands) - 1];
    return { label: from === to ? range.values[from]! : `${range.values[from]!} to ${range.values[to]!}`, from, to };
  });
}

/** Trials come the best first, so the first that falls into a cell is its best. */
export function heatMap(across: Range, down: Range | null, isRandom = false): HeatMap {
  const [columns, rows] = [bandsOf(across, isRandom), down ? bandsOf(down, isRandom) : [{ label: '', from: 0, to: 0 }]];
  const cells = rows.map(() => columns.map((): number | null => null));
  across.places.forEach((place, trial) => {
    const row = cells[down ? bandAt(rows, down.places[trial]!) : 0]!;
    row[bandAt(columns, place)] ??= trial;
  });
  return { across: columns, down: rows, cells };
}

/** How good a value is among all: -5 the worst, 5 the best, 0 in the middle. */
export function levelOf(figure: Figure, value: number): number {
  const { middle, reach } = scaleOf(figure);
  const share = reach === 0 ? 0 : (value - middle) / reach;
  const level = Math.sign(share) * Math.min(levels, Math.ceil(Math.abs(share) * levels - 1e-9));
  // No negative zero.
  return (figure.lessIsBetter ? -level : level) + 0;
}

/** What the colours stand for, from the worst level to the best. */
export function legendOf(figure: Figure): { level: number; text: string }[] {
  const { middle, reach } = scaleOf(figure);
  const sign = figure.lessIsBetter ? -1 : 1;
  return [-levels, 0, levels].map((level) => ({ level, text: figure.text(middle + (sign * level * reach) / levels) }));
}

function bandAt(bands: Band[], place: number): number {
  return bands.findIndex((band) => place >= band.from && place <= band.to);
}

function scaleOf(figure: Figure): { middle: number; reach: number } {
  const known = figure.values.filter((value): value is number => value !== null);
  const [least, most] = known.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  if (known.length === 0) return { middle: 0, reach: 0 };

  const middle = figure.middle ?? (least + most) / 2;
  return { middle, reach: Math.max(most - middle, middle - least) };
}
