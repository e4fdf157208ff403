import type { MarkerColumns } from './document';

/** Fills that are drawn as one sign at one candle. */
export interface Marker {
  place: number;
  isBuy: boolean;
  isEntry: boolean;
  count: number;
}

/**
 * The markers of one instrument, with those of `span` neighbouring candles drawn as one, so that a whole run stays readable;
 * zooming in takes them apart. No fill is left out: the counts always add up.
 */
export function cluster(columns: MarkerColumns, instrument: number, span: number): Marker[] {
  const clusters = new Map<number, Marker>();
  for (let row = 0; row < columns.place.length; row++) {
    if (columns.instrument[row] !== instrument) continue;
    const place = columns.place[row]!;
    const isBuy = columns.isBuy[row] === 1;
    const isEntry = columns.isEntry[row] === 1;
    const key = Math.floor(place / span) * 4 + (isBuy ? 2 : 0) + (isEntry ? 1 : 0);
    const found = clusters.get(key);
    if (found) found.count += columns.count[row]!;
    else clusters.set(key, { place, isBuy, isEntry, count: columns.count[row]! });
  }
  return [...clusters.values()].sort((left, right) => left.place - right.place);
}

/** How many candles share a marker when so many are in view: a power of two, so that markers stay put while one pans or zooms a little. */
export function spanFor(visibleCandles: number, mostGroups: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(visibleCandles / mostGroups)));
}
