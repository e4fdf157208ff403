/** The search's part of the page's data: SearchJson.cs writes the same fields. */
export interface SearchDocument {
  searchHash: string;
  method: 'grid' | 'random';
  seed: string;
  objective: string;
  lessIsBetter: boolean;
  minTrades: number;
  combinations: number;
  skipped: number;
  firstSkipped: string | null;
  failed: number;
  parallel: number;
  elapsedMs: number;
  barsPerSecond: number;
  deflation: Deflation;
  cautions: string[];
  ranges: Range[];
  trials: TrialColumns;
}

/** What the best Sharpe ratio, a year, is worth after so many trials. */
export interface Deflation {
  trials: number;
  sharpe: number | null;
  expectedByChance: number | null;
  probability: number | null;
  sentence: string;
}

/** places has every trial's place among the values. */
export interface Range {
  parameter: string;
  values: string[];
  places: number[];
}

/** One array a column, the best trial first. */
export interface TrialColumns {
  number: number[];
  value: (number | null)[];
  finalEquity: (number | null)[];
  statistics: Record<string, (number | null)[]>;
  failure: (string | null)[];
}

/** The parameters of a trial, by its place in the columns. */
export function parametersOf(search: SearchDocument, trial: number): string {
  return search.ranges.map((range) => `${range.parameter}=${range.values[range.places[trial]!]!}`).join(', ');
}
