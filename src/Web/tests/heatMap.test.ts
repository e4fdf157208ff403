import { describe, expect, test } from 'vitest';
import { figuresOf, type Figure } from '../report/search/figures';
import { bandsOf, heatMap, legendOf, levelOf } from '../report/search/heatMap';
import type { Range, SearchDocument } from '../report/search/document';

const range = (parameter: string, values: string[], places: number[]): Range => ({ parameter, values, places });
const figure = (values: (number | null)[], changes: Partial<Figure> = {}): Figure => ({ name: 'sharpe', label: 'Sharpe ratio', values, lessIsBetter: false, middle: 0, text: (value) => value.toFixed(2), ...changes });
const many = Array.from({ length: 100 }, (_, value) => String(value));

describe('bands', () => {
  test('are the values where they fit', () => expect(bandsOf(range('fast', ['5', '10'], []), false).map((band) => band.label)).toEqual(['5', '10']));
  test('cover many values without a hole', () => {
    const bands = bandsOf(range('fast', many, []), false);

    expect(bands).toHaveLength(24);
    expect([bands[0]!.from, bands.at(-1)!.to, bands[0]!.label]).toEqual([0, 99, '0 to 3']);
    bands.slice(1).forEach((band, place) => expect(band.from).toBe(bands[place]!.to + 1));
  });
  test('are few where there are few trials by chance', () => expect(bandsOf(range('fast', many, new Array<number>(50).fill(0)), true)).toHaveLength(5));
});

describe('a heat map', () => {
  // The best first: trial 0 is fast=10 slow=30, and so on.
  const fast = range('fast', ['5', '10'], [1, 0, 1, 1]);
  const slow = range('slow', ['20', '30'], [1, 0, 1, 0]);

  test('has the best trial of each pair of values', () => expect(heatMap(slow, fast).cells).toEqual([[1, null], [3, 0]]));
  test('of one parameter is one row', () => expect(heatMap(slow, null).cells).toEqual([[1, 0]]));
});

describe('levels', () => {
  test('go both ways from the middle', () => expect([-1, -0.3, 0, 0.1, 0.5].map((value) => levelOf(figure([-1, 0.5]), value))).toEqual([-5, -2, 0, 1, 3]));
  test('turn round where less is better', () => {
    const fall = figure([0.1, 0.2, 0.3], { lessIsBetter: true, middle: null });

    expect([0.1, 0.2, 0.3].map((value) => levelOf(fall, value))).toEqual([5, 0, -5]);
    expect(legendOf(fall).map(({ text }) => text)).toEqual(['0.30', '0.20', '0.10']);
  });
  test('are none where all are alike', () => expect(levelOf(figure([0.4, 0.4], { middle: null }), 0.4)).toBe(0));
  test('are none without any value', () => expect(levelOf(figure([null]), 1)).toBe(0));
});

test('the objective comes first and once', () => {
  const search = { objective: 'sharpe', trials: { value: [1], finalEquity: [100], statistics: { totalReturn: [0.1], sharpe: [1] } } } as unknown as SearchDocument;

  expect(figuresOf(search, 'USD', 100).map(({ name }) => name)).toEqual(['sharpe', 'totalReturn', 'finalEquity']);
});
