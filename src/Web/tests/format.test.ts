import { describe, expect, test } from 'vitest';
import { amount, count, duration, interval, money, number, percent, plain, plural, signed, stretch, tone, utc, words } from '../report/format';

const space = '\u00a0';

describe('numbers', () => {
  test('have grouped digits and a real minus sign', () => expect(number(-1234567.891, 2)).toBe('\u22121,234,567.89'));
  test('that round to zero have no sign', () => expect([number(-0.001, 2), signed(0.001, (value) => number(value, 2))]).toEqual(['0.00', '0.00']));
  test('that gain say so where asked', () => expect([signed(0.5, percent), signed(-0.5, percent)]).toEqual([`+50.00${space}%`, `\u221250.00${space}%`]));
  test('without a fixed number of decimals keep eight digits', () => expect([plain(0.00012345), plain(4.64812), plain(123456.789), plain(12345678.9), plain(0)]).toEqual(['0.00012345', '4.64812', '123,456.79', '12,345,679', '0']));
});

describe('money', () => {
  test.each([
    ['USD', '1,234.50'],
    ['USDT', '1,234.50'],
    ['JPY', '1,235'],
    ['BTC', '1,234.50000000'],
  ])('in %s has its usual decimals', (currency, text) => expect(amount(1234.5, currency)).toBe(text));
  test('names its currency', () => expect(money(-1, 'EUR')).toBe(`\u22121.00${space}EUR`));
});

describe('times', () => {
  test('are UTC, with seconds where there are some', () => expect([utc(Date.UTC(2024, 1, 29, 14, 5)), utc(Date.UTC(2024, 1, 29, 14, 5, 9))]).toEqual(['2024-02-29 14:05', '2024-02-29 14:05:09']));
  test('before 1970 are times too', () => expect(utc(Date.UTC(1962, 0, 2))).toBe('1962-01-02 00:00'));
  test('that last are told in their two largest units', () => expect([duration(0), duration(61_000), duration(90_000_000), duration(86_400_000)]).toEqual([`0${space}s`, `1${space}min 1${space}s`, `1${space}d 1${space}h`, `1${space}d`]));
  test('that last long are told in one unit', () => expect([stretch(3 * 365.25 * 86_400_000), stretch(45 * 86_400_000), stretch(3_600_000)]).toEqual(['3.0 years', '45 days', `1${space}h`]));
  test('of candles are written as intervals', () => expect([interval(30), interval(900), interval(14_400), interval(604_800)]).toEqual(['30s', '15m', '4h', '7d']));
});

test('names become words', () => expect([words('maxDrawdownDays'), words('next-open')]).toEqual(['Max drawdown days', 'Next open']));
test('one is not many', () => expect([plural(1, 'trade'), plural(2_000, 'trade'), plural(0, 'stretch', 'stretches')]).toEqual(['1 trade', '2,000 trades', '0 stretches']));
test('losses are red, gains green, nothing is neither', () => expect([tone(-1), tone(1), tone(0)]).toEqual(['negative', 'positive', '']));
test('counts have no decimals', () => expect(count(12_345)).toBe('12,345'));
