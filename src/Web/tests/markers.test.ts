import { describe, expect, test } from 'vitest';
import type { MarkerColumns } from '../report/document';
import { cluster, spanFor } from '../report/markers';

const columns: MarkerColumns = {
  instrument: [0, 0, 0, 1, 0],
  place: [0, 1, 3, 3, 9],
  isBuy: [1, 1, 0, 1, 1],
  isEntry: [1, 1, 0, 1, 1],
  count: [1, 2, 3, 4, 5],
  quantity: [1, 1, 1, 1, 1],
  price: [1, 1, 1, 1, 1],
};

describe('markers', () => {
  test('stand apart where there is room', () => expect(cluster(columns, 0, 1).map((marker) => marker.place)).toEqual([0, 1, 3, 9]));

  test('of the same kind are drawn as one where there is not', () => expect(cluster(columns, 0, 4).map(({ place, isBuy, count }) => [place, isBuy, count])).toEqual([[0, true, 3], [3, false, 3], [9, true, 5]]));

  test.each([1, 2, 4, 8, 1024])('count every fill when %i candles share one', (span) => expect(cluster(columns, 0, span).reduce((sum, marker) => sum + marker.count, 0)).toBe(11));
});

test('neighbours share a marker only when there are too many, by powers of two', () => expect([1, 60, 61, 121, 20_000].map((visible) => spanFor(visible, 60))).toEqual([1, 1, 2, 4, 512]));
