import { describe, expect, test } from 'vitest';
import { heat, largest, monthlyReturns } from '../report/monthly';

describe('monthly returns', () => {
  test('compound to the year, and years to the whole', () => {
    const ends = [{ year: 2023, month: 11, equity: 110 }, { year: 2023, month: 12, equity: 99 }, { year: 2024, month: 1, equity: 148.5 }];

    const years = monthlyReturns(ends, 100);

    expect(years.map((year) => year.year)).toEqual([2023, 2024]);
    expect(years[0]!.months[10]).toBeCloseTo(0.1);
    expect(years[0]!.months[11]).toBeCloseTo(-0.1);
    expect(years[0]!.total).toBeCloseTo(-0.01);
    expect(years[1]!.total).toBeCloseTo(0.5);
    expect(years.reduce((whole, year) => whole * (1 + year.total), 1)).toBeCloseTo(1.485);
  });

  test('leave months empty that the run does not have, and count what happened meanwhile to the next', () => {
    const [year] = monthlyReturns([{ year: 2024, month: 1, equity: 100 }, { year: 2024, month: 4, equity: 120 }], 100);

    expect(year!.months.slice(0, 5)).toEqual([0, null, null, expect.closeTo(0.2), null]);
  });

  test('of nothing are none', () => expect(monthlyReturns([], 100)).toEqual([]));

  test('have no meaning once all is lost', () => expect(monthlyReturns([{ year: 2024, month: 1, equity: -5 }, { year: 2024, month: 2, equity: 5 }], 100)[0]!.months.slice(0, 2)).toEqual([expect.closeTo(-1.05), 0]));
});

test('heat goes from the faintest to the fullest of its side', () => expect([0, 0.001, 0.05, 0.1, -0.1, -0.02].map((value) => heat(value, 0.1))).toEqual([0, 1, 3, 5, -5, -1]));
test('the largest return counts whichever way it goes', () => expect(largest(monthlyReturns([{ year: 2024, month: 1, equity: 70 }, { year: 2024, month: 2, equity: 77 }], 100))).toBeCloseTo(0.3));
