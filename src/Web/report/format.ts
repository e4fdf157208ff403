/** Numbers and times as text. Minus signs are real ones (U+2212), which line up with digits and are read out as "minus". */
const minus = '\u2212';
const space = '\u00a0';

/** Decimals that amounts of a currency are usually shown with; two for the rest. */
const currencyDecimals: Record<string, number> = { JPY: 0, KRW: 0, CLP: 0, VND: 0, BTC: 8, ETH: 6, SOL: 4, BNB: 4 };

const formats = new Map<string, Intl.NumberFormat>();

export function number(value: number, least: number, most = least): string {
  const key = `${least},${most}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: Math.max(least, most) })));
  return withMinus(format.format(value));
}

/** With the sign in front, also of gains. */
export function signed(value: number, write: (value: number) => string): string {
  const text = write(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function amount(value: number, currency: string): string {
  return number(value, currencyDecimals[currency] ?? 2);
}

export function money(value: number, currency: string): string {
  return `${amount(value, currency)}${space}${currency}`;
}

/** 0.1234 is 12.34 %. */
export function percent(fraction: number, decimals = 2): string {
  return `${number(fraction * 100, decimals)}${space}%`;
}

export function count(value: number): string {
  return number(value, 0);
}

/** What has no fixed number of decimals: quantities, parameters, statistics that are not known by name. */
export function plain(value: number): string {
  const whole = Math.abs(value) < 1 ? 0 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return number(value, 0, Math.min(8, Math.max(0, 8 - whole)));
}

/** Milliseconds since 1970 as 2024-01-31 14:05, with seconds where there are some. The reader must be told beside it that it is UTC. */
export function utc(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, milliseconds % 60_000 === 0 ? 16 : 19)}`;
}

export function utcDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** The two largest units that are not zero: 3 d 4 h. */
export function duration(milliseconds: number): string {
  const units: [string, number][] = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]];
  let rest = Math.max(0, milliseconds);
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const whole = Math.floor(rest / length);
    if (whole > 0) parts.push(`${count(whole)}${space}${unit}`);
    else if (parts.length > 0) break;
    rest -= whole * length;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || `0${space}s`;
}

/** A long stretch in the one unit that fits it best: 2.9 years. */
export function stretch(milliseconds: number): string {
  const days = milliseconds / 86_400_000;
  if (days >= 730) return `${number(days / 365.25, 1)} years`;
  return days >= 2 ? `${number(days, 0)} days` : duration(milliseconds);
}

/** How long a candle lasts: 900 is 15m, as intervals are written everywhere in the platform. */
export function interval(seconds: number): string {
  for (const [unit, length] of [['d', 86_400], ['h', 3_600], ['m', 60]] as const) if (seconds % length === 0) return `${seconds / length}${unit}`;
  return `${seconds}s`;
}

/** maxDrawdown becomes Max drawdown; next-open becomes Next open. */
export function words(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Red below zero, green above, nothing where the text shows zero. */
export function tone(value: number): string {
  return value < 0 ? 'negative' : value > 0 ? 'positive' : '';
}

// A negative number that is shown as zero has no sign.
function withMinus(text: string): string {
  return text.startsWith('-') ? (/[1-9]/.test(text) ? minus + text.slice(1) : text.slice(1)) : text;
}
