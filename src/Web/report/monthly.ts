import type { MonthEnd } from './document';

/** Returns as fractions; null where the run has no such month. */
export interface YearOfReturns {
  year: number;
  months: (number | null)[];
  total: number;
}

/** What each month and each year made, compounded: equity at its end against equity at the end of what came before. */
export function monthlyReturns(ends: readonly MonthEnd[], startEquity: number): YearOfReturns[] {
  const years: YearOfReturns[] = [];
  let before = startEquity;
  let yearBegan = startEquity;
  for (const { year, month, equity } of ends) {
    let row = years.at(-1);
    if (row?.year !== year) {
      yearBegan = before;
      years.push((row = { year, months: new Array<number | null>(12).fill(null), total: 0 }));
    }
    row.months[month - 1] = change(before, equity);
    row.total = change(yearBegan, equity);
    before = equity;
  }
  return years;
}

/** How strongly a cell is coloured, -5 to 5, against the largest return of the table. */
export function heat(value: number, largest: number): number {
  if (value === 0 || largest <= 0) return 0;
  return Math.sign(value) * Math.max(1, Math.min(5, Math.ceil((Math.abs(value) / largest) * 5)));
}

export function largest(years: readonly YearOfReturns[]): number {
  return years.flatMap((year) => year.months).reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
}

// Equity at or below zero has no return.
function change(before: number, after: number): number {
  return before > 0 ? after / before - 1 : 0;
}
