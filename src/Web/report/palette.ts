/** Colours of the charts, which draw on a canvas and so cannot use the style sheet's variables by themselves. */
export interface Palette {
  background: string;
  text: string;
  muted: string;
  line: string;
  grid: string;
  accent: string;
  benchmark: string;
  up: string;
  down: string;
  buy: string;
  sell: string;
  volume: string;
  band: string;
  fall: string;
}

const names: (keyof Palette)[] = ['background', 'text', 'muted', 'line', 'grid', 'accent', 'benchmark', 'up', 'down', 'buy', 'sell', 'volume', 'band', 'fall'];

/** As the style sheet has them for the current scheme; light for paper. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--chart-${name}`).trim()])) as unknown as Palette;
}

export function onPaletteChange(apply: () => void): void {
  for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', apply);
}
