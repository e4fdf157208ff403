import {
  customSeriesDefaultOptions,
  type CustomData,
  type CustomSeriesOptions,
  type CustomSeriesWhitespaceData,
  type ICustomSeriesPaneRenderer,
  type ICustomSeriesPaneView,
  type PaneRendererCustomData,
  type Time,
} from 'lightweight-charts';

export interface BandPoint extends CustomData<Time> {
  low: number;
  high: number;
}

/** The area between the lowest and the highest equity of each stretch of a thinned curve: what the line alone would hide. */
export class Band implements ICustomSeriesPaneView<Time, BandPoint, CustomSeriesOptions> {
  private data: PaneRendererCustomData<Time, BandPoint> | null = null;
  private color = '';

  renderer(): ICustomSeriesPaneRenderer {
    return {
      draw: (target, toY) => target.useBitmapCoordinateSpace(({ context, horizontalPixelRatio, verticalPixelRatio }) => {
        const range = this.data?.visibleRange;
        if (!this.data || !range) return;

        const bars = this.data.bars.slice(Math.max(0, Math.floor(range.from)), Math.ceil(range.to) + 1);
        context.beginPath();
        for (const bar of bars) context.lineTo(bar.x * horizontalPixelRatio, (toY(bar.originalData.high) ?? 0) * verticalPixelRatio);
        for (const bar of bars.reverse()) context.lineTo(bar.x * horizontalPixelRatio, (toY(bar.originalData.low) ?? 0) * verticalPixelRatio);
        context.closePath();
        context.fillStyle = this.color;
        context.fill();
      }),
    };
  }

  update(data: PaneRendererCustomData<Time, BandPoint>, options: CustomSeriesOptions): void {
    this.data = data;
    this.color = options.color;
  }

  priceValueBuilder(point: BandPoint): number[] {
    return [point.low, point.high, point.low];
  }

  isWhitespace(point: BandPoint | CustomSeriesWhitespaceData<Time>): point is CustomSeriesWhitespaceData<Time> {
    return (point as Partial<BandPoint>).low === undefined;
  }

  defaultOptions(): CustomSeriesOptions {
    return { ...customSeriesDefaultOptions, priceLineVisible: false, lastValueVisible: false };
  }
}
