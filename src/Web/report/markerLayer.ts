import { createSeriesMarkers, type ISeriesApi, type ISeriesMarkersPluginApi, type SeriesMarker, type Time, type UTCTimestamp } from 'lightweight-charts';
import type { MarkerColumns } from './document';
import { count } from './format';
import { cluster, spanFor, type Marker } from './markers';
import { palette, type Palette } from './palette';

/** The most places with markers on the screen at once; more would hide the candles. */
const mostGroups = 60;

/** Entries and exits on the candles, drawn together or apart by how far one has zoomed. */
export class MarkerLayer {
  private readonly plugin: ISeriesMarkersPluginApi<Time>;
  private times: readonly UTCTimestamp[] = [];
  private instrument = 0;
  private span = 0;

  constructor(candles: ISeriesApi<'Candlestick', Time>, private readonly columns: MarkerColumns, private readonly onDrawn: (fills: number, markers: number) => void) {
    this.plugin = createSeriesMarkers(candles, [], { autoScale: true });
  }

  show(instrument: number, times: readonly UTCTimestamp[]): void {
    this.instrument = instrument;
    this.times = times;
    this.repaint();
  }

  /** Draws anew at the next occasion, whatever the zoom. */
  repaint(): void {
    this.span = 0;
  }

  draw(visibleCandles: number): void {
    const span = spanFor(Math.max(1, visibleCandles), mostGroups);
    if (span === this.span) return;

    this.span = span;
    const colors = palette();
    const markers = cluster(this.columns, this.instrument, span);
    this.plugin.setMarkers(markers.map((marker) => this.sign(marker, colors)));
    this.onDrawn(markers.reduce((sum, marker) => sum + marker.count, 0), markers.length);
  }

  private sign(marker: Marker, colors: Palette): SeriesMarker<Time> {
    return {
      time: this.times[marker.place]!,
      position: marker.isBuy ? 'belowBar' : 'aboveBar',
      shape: marker.isEntry ? (marker.isBuy ? 'arrowUp' : 'arrowDown') : 'circle',
      color: marker.isBuy ? colors.buy : colors.sell,
      size: marker.isEntry ? 1 : 0.6,
      text: marker.count > 1 ? count(marker.count) : undefined,
    };
  }
}
