import { describe, expect, test } from 'vitest';
import { sorted } from '../report/pagedTable';
import type { Trade } from '../report/trades';

const trade = (number: number, pnl: number, exitTime: number | null): Trade => ({
  number, pnl, exitTime, symbol: 'A.SIM', isLong: true, quantity: 1, entryTime: number, entryPrice: 1, exitPrice: null, gain: null, held: null, fees: 0, maeShare: null, mfeShare: null,
});
const trades = [trade(1, 5, 10), trade(2, -3, null), trade(3, 5, 7)];
const numbers = (rows: Trade[]) => rows.map((row) => row.number);

describe('sorting trades', () => {
  test('goes both ways, and equals keep the order of the run', () => expect([numbers(sorted(trades, 'pnl', false)), numbers(sorted(trades, 'pnl', true))]).toEqual([[2, 1, 3], [1, 3, 2]]));
  test('puts what is open last whichever way', () => expect([numbers(sorted(trades, 'exitTime', false)), numbers(sorted(trades, 'exitTime', true))]).toEqual([[3, 1, 2], [1, 3, 2]]));
  test('leaves the list itself alone', () => expect((sorted(trades, 'pnl', true), numbers(trades))).toEqual([1, 2, 3]));
});
