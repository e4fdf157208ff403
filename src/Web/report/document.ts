import type { SearchDocument } from './search/document';

/** What the report writer puts into the page: RunJson.cs and ChartJson.cs write the same fields. */
export interface RunDocument {
  resultHash: string;
  isSimulated: boolean;
  lookahead: 'clean' | 'leaks' | 'notChecked' | string;
  lookaheadFindings: string[];
  bars: number;
  elapsedMs: number;
  barsPerSecond: number;
  currency: string;
  startEquity: number;
  finalEquity: number;
  totalFees: number;
  fills: number;
  statistics: Record<string, number>;
  models: Record<string, string>;
  parameters: Record<string, string>;
  assumptions: string[];
  manifest: Manifest;
  months: MonthEnd[];
  gaps: Gap[];
  /** What happened to the account beside its orders. */
  events: AccountEvent[];
  /** Where bars left open what came first; absent where none did. */
  ambiguity?: Ambiguity;
  trades: TradeColumns;
  chart: ChartSheet;
  /** Of a parameter search; the rest is its best run. */
  search?: SearchDocument;
}

export interface Manifest {
  strategy: string;
  code: string;
  engine: string;
  timeZones: string;
  seed: string;
  parameters: Record<string, string>;
  settings: Record<string, string>;
  data: ManifestSeries[];
  benchmark?: ManifestSeries;
}

/** Times in milliseconds since 1970, UTC. */
export interface ManifestSeries {
  symbol: string;
  interval: string;
  from: number;
  to: number;
  bars: number;
  dataHash: string;
  instrumentHash: string;
}

/** The last equity of a month; month counts from 1. */
export interface MonthEnd {
  year: number;
  month: number;
  equity: number;
}

/** Time in milliseconds since 1970, UTC. */
export interface AccountEvent {
  time: number;
  kind: 'dividend' | 'split' | 'ticker' | 'marginCall' | string;
  text: string;
}

/** Between what and what the end equity lies. */
export interface Ambiguity {
  bars: number;
  worst: number;
  best: number;
}

/** Times in milliseconds since 1970, UTC. */
export interface Gap {
  symbol: string;
  from: number;
  to: number;
  missingBars: number;
  ordersCancelled: number;
  positionHeld: number;
  pnlAcross?: number;
}

/** One array a column; times in milliseconds since 1970, UTC; symbol is a place in symbols. */
export interface TradeColumns {
  total: number;
  symbols: string[];
  number: number[];
  symbol: number[];
  isLong: number[];
  quantity: number[];
  entryTime: number[];
  entryPrice: number[];
  exitTime: (number | null)[];
  exitPrice: (number | null)[];
  pnl: number[];
  fees: number[];
  /** The most that each was down and up while it was held. */
  mae: (number | null)[];
  mfe: (number | null)[];
}

/** Times in seconds since 1970, UTC, as the charts want them. */
export interface ChartSheet {
  times: number[];
  instruments: ChartInstrument[];
  equity: EquityColumns;
  markers: MarkerColumns;
  benchmark?: Benchmark;
}

/** Bought at the start and held, without fees. */
export interface Benchmark {
  symbol: string;
  return: number;
  maxDrawdown: number;
  /** How many times its first worth it is, one a time of the chart; null before its first close. */
  growth: (number | null)[];
}

export interface ChartInstrument {
  symbol: string;
  currency: string;
  decimals: number;
  multiplier: number;
  hasVolume: boolean;
  isSimulated: boolean;
  interval: string;
  bars: number;
  /** 0: every candle is one bar. */
  stepSeconds: number;
  /** Left out where they are the chart's own. */
  times?: number[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume?: number[];
}

/** Each point stands for all that were recorded in its stretch of time; low and high are left out where that is one. */
export interface EquityColumns {
  points: number;
  places: number[];
  last: number[];
  low?: number[];
  high?: number[];
  drawdown: number[];
}

/** Fills of the same candle, side and role, counted together. */
export interface MarkerColumns {
  instrument: number[];
  place: number[];
  isBuy: number[];
  isEntry: number[];
  count: number[];
  quantity: number[];
  price: number[];
}

export function readRun(): RunDocument {
  return JSON.parse(document.getElementById('run')?.textContent ?? '') as RunDocument;
}
