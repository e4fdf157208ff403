import {
  BaselineSeries,
  CandlestickSeries,
  createChart,
  createTextWatermark,
  CrosshairMode,
  HistogramSeries,
  LineSeries,
  LineStyle,
  PriceScaleMode,
  type AutoscaleInfoProvider,
  type CustomSeriesOptions,
  type IChartApi,
  type ISeriesApi,
  type ITextWatermarkPluginApi,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { Band, type BandPoint } from './band';
import type { ChartInstrument, RunDocument } from './document';
import { amount, number, percent, utc } from './format';
import { MarkerLayer } from './markerLayer';
import { onPaletteChange, palette } from './palette';

const day = 86_400;

/** What lies under the crosshair, or the last of everything. */
export interface Reading {
  time: number;
  /** Of the prices shown. */
  decimals: number;
  equity?: number;
  benchmark?: number;
  drawdown?: number;
  candle?: { open: number; high: number; low: number; close: number };
}

const fromZero: AutoscaleInfoProvider = (original) => {
  const info = original();
  const low = info?.priceRange?.minValue ?? 0;
  return { ...info, priceRange: { minValue: low, maxValue: 0 } };
};

type Column<Kind extends 'Line' | 'Baseline' | 'Candlestick' | 'Histogram'> = ISeriesApi<Kind, Time>;

/** Equity, drawdown and price, one above the other on one time axis. */
export class Charts {
  readonly chart: IChartApi;
  private readonly equity: Column<'Line'>;
  private readonly band: ISeriesApi<'Custom', Time> | null;
  private readonly benchmark: Column<'Line'> | null;
  private readonly drawdown: Column<'Baseline'>;
  private readonly candles: Column<'Candlestick'> | null;
  private readonly volume: Column<'Histogram'> | null;
  private readonly markers: MarkerLayer | null;
  private readonly titles: { write: ITextWatermarkPluginApi<Time>; text: () => string }[] = [];
  private instrument = 0;

  constructor(private readonly run: RunDocument, container: HTMLElement, onMarkers: (fills: number, markers: number) => void) {
    const hasPrices = run.chart.instruments.length > 0;
    this.chart = createChart(container, this.options());
    this.band = run.chart.equity.low ? this.chart.addCustomSeries(new Band(), {}, 0) : null;
    this.benchmark = run.chart.benchmark ? this.chart.addSeries(LineSeries, { lineWidth: 1, lineStyle: LineStyle.Solid, priceLineVisible: false, crosshairMarkerVisible: false }, 0) : null;
    this.equity = this.chart.addSeries(LineSeries, { lineWidth: 2, priceLineVisible: false }, 0);
    this.drawdown = this.chart.addSeries(BaselineSeries, { lineWidth: 1, baseValue: { type: 'price', price: 0 }, priceLineVisible: false }, 1);
    this.volume = hasPrices ? this.chart.addSeries(HistogramSeries, { priceScaleId: 'volume', priceLineVisible: false, lastValueVisible: false, priceFormat: { type: 'volume' } }, 2) : null;
    this.candles = hasPrices ? this.chart.addSeries(CandlestickSeries, { priceLineVisible: false }, 2) : null;
    this.markers = this.candles ? new MarkerLayer(this.candles, run.chart.markers, onMarkers) : null;
    this.volume?.priceScale().applyOptions({ scaleMargins: { top: 0.9, bottom: 0 } });
    this.formatPrices();
    this.fillEquity();
    this.addTitles();
    this.showInstrument(0);
    this.paint();
    this.sizePanes();
    this.showAll();
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.drawMarkers());
    onPaletteChange(() => this.paint());
  }

  showInstrument(place: number): void {
    const shown = this.run.chart.instruments[place];
    if (!shown || !this.candles) return;

    this.instrument = place;
    const times = this.timesOf(shown);
    this.candles.applyOptions({ priceFormat: { type: 'custom', minMove: 10 ** -shown.decimals, formatter: (value: number) => number(value, shown.decimals) } });
    this.candles.setData(times.map((time, row) => ({ time, open: shown.open[row]!, high: shown.high[row]!, low: shown.low[row]!, close: shown.close[row]! })));
    this.volume?.setData((shown.volume ?? []).map((value, row) => ({ time: times[row]!, value })));
    this.titles.forEach((title) => this.writeTitle(title));
    this.markers?.show(place, times);
    this.drawMarkers();
  }

  showAll(): void {
    this.chart.timeScale().fitContent();
  }

  /** Makes the stretch of time half as long, or twice, around its middle. */
  zoom(factor: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (!range) return;

    const middle = (range.from + range.to) / 2;
    const half = ((range.to - range.from) * factor) / 2;
    this.chart.timeScale().setVisibleLogicalRange({ from: middle - half, to: middle + half });
  }

  /** Brings a stretch of time into view, in milliseconds since 1970, with some of what came before and after. */
  showStretch(from: number, to: number): void {
    const first = this.placeOf(from / 1000);
    const last = this.placeOf(to / 1000);
    const around = Math.max(20, (last - first) * 0.5);
    this.chart.timeScale().setVisibleLogicalRange({ from: first - around, to: last + around });
  }

  useLogarithm(isOn: boolean): void {
    const mode = isOn ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal;
    this.equity.priceScale().applyOptions({ mode });
    this.candles?.priceScale().applyOptions({ mode });
  }

  /** As it is now, in the colours of paper. */
  picture(): HTMLCanvasElement {
    document.documentElement.dataset['paper'] = '';
    this.paint();
    const taken = this.chart.takeScreenshot();
    delete document.documentElement.dataset['paper'];
    this.paint();
    return taken;
  }

  showBenchmark(isOn: boolean): void {
    this.benchmark?.applyOptions({ visible: isOn });
  }

  onReading(read: (reading: Reading) => void): void {
    this.chart.subscribeCrosshairMove(({ time, seriesData }) => {
      if (time === undefined) return read(this.lastReading());
      const value = (series: ISeriesApi<'Line', Time> | ISeriesApi<'Baseline', Time> | null) => (series ? (seriesData.get(series) as { value?: number } | undefined)?.value : undefined);
      const candle = this.candles ? (seriesData.get(this.candles) as Reading['candle']) : undefined;
      read({ time: time as number, decimals: this.decimals, equity: value(this.equity), benchmark: value(this.benchmark), drawdown: value(this.drawdown), candle });
    });
    read(this.lastReading());
  }

  private get decimals(): number {
    return this.run.chart.instruments[this.instrument]?.decimals ?? 2;
  }

  private lastReading(): Reading {
    const { equity, times } = this.run.chart;
    const shown = this.run.chart.instruments[this.instrument];
    const held = this.run.chart.benchmark;
    const row = (shown?.close.length ?? 0) - 1;
    return {
      time: times.at(-1) ?? 0,
      decimals: this.decimals,
      equity: equity.last.at(-1),
      benchmark: held ? this.run.startEquity * (1 + held.return) : undefined,
      drawdown: equity.drawdown.at(-1),
      candle: shown && row >= 0 ? { open: shown.open[row]!, high: shown.high[row]!, low: shown.low[row]!, close: shown.close[row]! } : undefined,
    };
  }

  private options() {
    const step = this.run.chart.instruments[0]?.stepSeconds ?? 0;
    const isDaily = step >= day || this.run.chart.instruments.every((instrument) => instrument.interval.endsWith('d'));
    return {
      autoSize: true,
      layout: { attributionLogo: false, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { minimumWidth: 84, borderVisible: false, scaleMargins: { top: 0.12, bottom: 0.08 } },
      timeScale: { timeVisible: !isDaily, secondsVisible: false, minBarSpacing: 0.001, maxBarSpacing: 60, rightOffset: 0, borderVisible: false },
      localization: { locale: 'en-GB', timeFormatter: (time: Time) => `${utc((time as number) * 1000)} UTC` },
    };
  }

  private formatPrices(): void {
    const money = { type: 'custom' as const, minMove: 0.01, formatter: (value: number) => (Math.abs(value) >= 1000 ? number(value, 0) : amount(value, this.run.currency)) };
    const share = { type: 'custom' as const, minMove: 0.0001, formatter: (value: number) => percent(value, 1) };
    this.equity.applyOptions({ priceFormat: money });
    this.benchmark?.applyOptions({ priceFormat: money });
    this.band?.applyOptions({ priceFormat: money });
    // Down from zero, always, so that a shallow stretch does not look deep.
    this.drawdown.applyOptions({ priceFormat: share, autoscaleInfoProvider: fromZero });
  }

  private fillEquity(): void {
    const { equity, times, benchmark } = this.run.chart;
    const timeAt = (row: number) => times[equity.places[row]!] as UTCTimestamp;
    this.equity.setData(equity.last.map((value, row) => ({ time: timeAt(row), value })));
    this.drawdown.setData(equity.drawdown.map((value, row) => ({ time: timeAt(row), value })));
    this.band?.setData((equity.low ?? []).map((low, row): BandPoint => ({ time: timeAt(row), low, high: equity.high![row]! })));
    this.equity.createPriceLine({ price: this.run.startEquity, lineStyle: LineStyle.Dotted, lineWidth: 1, axisLabelVisible: false, color: palette().muted, title: '' });
    // Without a value it has a time only, which the chart leaves blank.
    this.benchmark?.setData((benchmark?.growth ?? []).map((growth, row) => {
      const time = times[row] as UTCTimestamp;
      return growth === null ? { time } : { time, value: growth * this.run.startEquity };
    }));
  }

  private timesOf(instrument: ChartInstrument): UTCTimestamp[] {
    return (instrument.times ?? this.run.chart.times) as UTCTimestamp[];
  }

  private addTitles(): void {
    const texts = [() => `Equity, ${this.run.currency}`, () => 'Drawdown from the highest equity so far', () => this.priceTitle()];
    this.chart.panes().forEach((pane, place) => {
      const text = texts[place]!;
      this.titles.push({ write: createTextWatermark(pane, { horzAlign: 'left', vertAlign: 'top', lines: [] }), text });
    });
  }

  private priceTitle(): string {
    const shown = this.run.chart.instruments[this.instrument];
    return shown ? `${shown.symbol}, ${shown.currency}${shown.isSimulated ? ' (simulated)' : ''}` : '';
  }

  private writeTitle(title: { write: ITextWatermarkPluginApi<Time>; text: () => string }): void {
    title.write.applyOptions({ lines: [{ text: title.text(), color: palette().muted, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily }] });
  }

  // A run's whole height goes to what is looked at most: equity and price.
  private sizePanes(): void {
    const shares = [4, 2, 5];
    this.chart.panes().forEach((pane, place) => pane.setStretchFactor(shares[place]!));
  }

  private paint(): void {
    const colors = palette();
    this.chart.applyOptions({
      layout: { background: { color: colors.background }, textColor: colors.text, panes: { separatorColor: colors.line, separatorHoverColor: colors.grid } },
      grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
      crosshair: { vertLine: { color: colors.muted, labelBackgroundColor: colors.accent }, horzLine: { color: colors.muted, labelBackgroundColor: colors.accent } },
    });
    this.equity.applyOptions({ color: colors.accent });
    this.band?.applyOptions({ color: colors.band } as Partial<CustomSeriesOptions>);
    this.benchmark?.applyOptions({ color: colors.benchmark });
    this.drawdown.applyOptions({ topLineColor: colors.down, bottomLineColor: colors.down, topFillColor1: colors.fall, topFillColor2: colors.fall, bottomFillColor1: colors.fall, bottomFillColor2: colors.fall });
    this.candles?.applyOptions({ upColor: colors.up, downColor: colors.down, wickUpColor: colors.up, wickDownColor: colors.down, borderVisible: false });
    this.volume?.applyOptions({ color: colors.volume });
    this.titles.forEach((title) => this.writeTitle(title));
    this.markers?.repaint();
    this.drawMarkers();
  }

  private drawMarkers(): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range) this.markers?.draw(range.to - range.from);
  }

  private placeOf(seconds: number): number {
    const { times } = this.run.chart;
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= seconds) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
