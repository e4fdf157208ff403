import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../report/document';
import { describe as describeStatistic, grouped } from '../report/statistics';
import { benchmarkName, cautions, verdict, worstDrawdown } from '../report/verdict';

const describeOne = (name: string, value: number) => describeStatistic(name, value, 'USD').text;
const year = 365 * 86_400_000;

function run(changes: Partial<RunDocument> = {}): RunDocument {
  const trades = { total: 100, symbols: [], number: [], symbol: [], isLong: [], quantity: [], entryTime: [], entryPrice: [], exitTime: [1], exitPrice: [1], pnl: [], fees: [], mae: [], mfe: [] };
  const none = { instrument: [], place: [], isBuy: [], isEntry: [], count: [], quantity: [], price: [] };
  return {
    resultHash: '', isSimulated: false, lookahead: 'clean', lookaheadFindings: [], bars: 1, elapsedMs: 1, barsPerSecond: 1,
    currency: 'USD', startEquity: 100, finalEquity: 112, totalFees: 1, fills: 0, statistics: {}, models: {}, parameters: {}, assumptions: [],
    manifest: { strategy: 's', code: '', engine: '', timeZones: '', seed: '0', parameters: {}, settings: {}, data: [{ symbol: 'A', interval: '1d', from: 0, to: 2 * year, bars: 1, dataHash: '', instrumentHash: '' }] },
    months: [], gaps: [], events: [], trades,
    chart: { times: [0], instruments: [], equity: { points: 3, places: [0, 1, 2], last: [1, 1, 1], drawdown: [0, -0.25, -0.1] }, markers: none },
    ...changes,
  };
}

describe('the verdict', () => {
  test('says what was made, in how long, after what', () => expect(verdict(run())).toBe('Made 12.00\u00a0USD (+12.0\u00a0%) in 2.0 years, after fees of 1.00\u00a0USD.'));

  test('holds it against buying and waiting', () => {
    const better = run({ finalEquity: 90 });
    better.chart.benchmark = { symbol: 'A', return: 0.1, maxDrawdown: -0.5, growth: [1.1] };

    expect(verdict(better)).toMatch(/^Lost 10\.00.*Buy and hold would have returned \+10\.0\s%, 20\.0\spoints more\.$/);
  });
});

describe('the benchmark', () => {
  test('is named where it is not what was traded', () => {
    const against = run();
    against.chart.benchmark = { symbol: 'SPY.US', return: 0.1, maxDrawdown: -0.5, growth: [1.1] };

    expect(benchmarkName(against)).toBe('Buy and hold of SPY.US');
  });

  test('has a group of figures of its own', () => {
    const groups = grouped({ alpha: 0.01, beta: 0.5, correlation: 0.25, trackingError: 0.125, informationRatio: -1, benchmarkReturn: 0.5, sharpe: 1 }, 'USD');

    expect(groups.map(({ title, rows }) => [title, rows.map((row) => row.text)])).toEqual([['Risk', ['1.00']], ['Benchmark', ['1.00\u00a0%', '0.50', '0.25', '12.50\u00a0%', '\u22121.00', '50.00\u00a0%']]]);
  });
});

describe('cautions', () => {
  test('are none where nothing is to be said', () => expect(cautions(run())).toEqual([]));

  test('begin with the gravest', () => expect(cautions(run({ lookahead: 'leaks', isSimulated: true })).map((caution) => caution.isGrave)).toEqual([true, false]));

  test('repeat what was optimistic', () => expect(cautions(run({ assumptions: ['Fees are paid.', 'Optimistic: filled at the close.'] })).map((caution) => caution.text)).toEqual(['Optimistic: filled at the close.']));

  test('says what hangs on bars that leave open what came first, and that the account was called', () => {
    const found = cautions(run({ ambiguity: { bars: 3, worst: 900, best: 1100 }, events: [{ time: 0, kind: 'marginCall', text: 'Margin call.' }] }));

    expect(found.map((caution) => caution.text).join('\n')).toContain('In 3 bars it was open what came first');
    expect(found.filter((caution) => caution.isGrave).map((caution) => caution.text)).toEqual(['The account was called 1 time: equity no longer carried the positions.']);
  });

  test('tell of few trades, of a position across a gap, of a check that was not made', () => {
    const gap = { symbol: 'A', from: 0, to: 1, missingBars: 1, ordersCancelled: 0, positionHeld: -2 };
    const found = cautions(run({ lookahead: 'notChecked', gaps: [gap], trades: { ...run().trades, total: 3, exitTime: [1, null] } }));

    expect(found).toHaveLength(4);
  });
});

test('the worst drawdown is the deepest of all', () => expect([worstDrawdown(run()), worstDrawdown(run({ chart: { ...run().chart, equity: { points: 0, places: [], last: [], drawdown: [] } } }))]).toEqual([-0.25, null]));

test('statistics are named, grouped and written by what they are; an unknown one is shown all the same', () => {
  const groups = grouped({ totalReturn: 0.1234, sharpe: 1.234, averageLoss: -12.5, trades: 1200, maxDrawdownDays: 12, somethingNew: 3.25 }, 'USD');

  expect(describeOne('maxDrawdown', 0.25)).toBe(describeOne('maxDrawdown', -0.25));
  expect([describeOne('maxDrawdown', 0.25), describeOne('annualGrowth', 0.1), describeOne('worst', -3)]).toEqual(['\u221225.00\u00a0%', '10.00\u00a0%', '\u22123.00\u00a0USD']);
  expect(groups.map((group) => [group.title, ...group.rows.map((row) => `${row.label}: ${row.text}`)])).toEqual([
    ['Return', 'Total return: 12.34\u00a0%'],
    ['Risk', 'Sharpe ratio: 1.23', 'Longest drawdown: 12 d'],
    ['Trades', 'Average loss: \u221212.50\u00a0USD', 'Trades: 1,200'],
    ['More', 'Something new: 3.25'],
  ]);
});
