/**
 * The candle chart as an object: made once per symbol, then told what to show.
 * Invariant: a live candle updates one bar; the whole series is set again only when it is another series.
 */
import {
  type AutoscaleInfo,
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type MouseEventParams,
} from 'lightweight-charts';
import type { CandleRow, FillRow, PositionRow } from '../../../src/engine/api.ts';
import type { Palette } from '../theme.ts';
import { chartTime, type Line, linesOf, markersOf } from './marks.ts';
import { chartOptions } from './options.ts';

const BARS_SHOWN = 160;
/** Fewer would be drawn too wide. */
const BARS_LEAST = 60;
const BARS_AHEAD = 8;

export type PriceLook = { readonly decimals: number; readonly tick: number; readonly palette: Palette };

export type PriceView = {
  showCandles(candles: readonly CandleRow[]): void;
  showFills(fills: readonly FillRow[], candles: readonly CandleRow[]): void;
  showPositions(positions: readonly PositionRow[]): void;
  destroy(): void;
};

/** @param onHover gets the time of the candle under the pointer, in seconds, or undefined. */
export function createPriceView(
  host: HTMLElement,
  look: PriceLook,
  onHover: (time: number | undefined) => void,
): PriceView {
  const chart = createChart(host, chartOptions(look.palette));
  let wanted: readonly Line[] = [];
  let lines: IPriceLine[] = [];
  const { price, volume } = addSeries(chart, look, () => wanted);
  const markers = createSeriesMarkers(price, []);
  chart.subscribeCrosshairMove(({ time }: MouseEventParams) => onHover(typeof time === 'number' ? time : undefined));
  let shown: readonly CandleRow[] = [];
  return {
    showCandles(candles) {
      if (isContinued(shown, candles)) {
        for (let i = Math.max(0, shown.length - LATE_MAX); i < candles.length; i += 1) {
          const candle = candles[i];
          if (candle === undefined || candle === shown[i]) continue;
          const isLate = i < shown.length - 1;
          price.update(bar(candle), isLate);
          volume.update(volumeBar(candle), isLate);
        }
      } else {
        price.setData(candles.map(bar));
        volume.setData(candles.map(volumeBar));
        if (shown.length === 0 || isLonger(candles, shown)) showLatest(chart, candles.length);
      }
      shown = candles;
    },
    showFills(fills, candles) {
      markers.setMarkers(markersOf(fills, candles, look.palette));
    },
    showPositions(positions) {
      const next = linesOf(positions, look.palette);
      if (JSON.stringify(next) === JSON.stringify(wanted)) return;
      wanted = next;
      for (const line of lines) price.removePriceLine(line);
      lines = next.map((line) => price.createPriceLine({ ...line, lineWidth: 1, axisLabelVisible: true }));
    },
    destroy: () => chart.remove(),
  };
}

/** So many of the newest candles are looked through for a change: what a minute was is said after the next has begun. */
const LATE_MAX = 10;

/** The same candles, as they stand now, and perhaps more after them. */
const isContinued = (shown: readonly CandleRow[], candles: readonly CandleRow[]): boolean =>
  shown.length > 0 &&
  candles[0]?.time === shown[0]?.time &&
  candles[shown.length - 1]?.time === shown[shown.length - 1]?.time;

/** Earlier candles have come: of a symbol whose history was read after the first ones were shown. */
const isLonger = (candles: readonly CandleRow[], shown: readonly CandleRow[]): boolean =>
  (candles[0]?.time ?? 0) < (shown[0]?.time ?? 0);

const showLatest = (chart: IChartApi, count: number): void => {
  const bars = Math.min(BARS_SHOWN, Math.max(BARS_LEAST, count));
  chart.timeScale().setVisibleLogicalRange({ from: count - bars, to: count + BARS_AHEAD });
};

function addSeries(chart: IChartApi, look: PriceLook, lines: () => readonly Line[]) {
  const volume = chart.addSeries(HistogramSeries, {
    priceFormat: { type: 'volume' },
    priceScaleId: 'volume',
    lastValueVisible: false,
    priceLineVisible: false,
  });
  const price = chart.addSeries(CandlestickSeries, {
    upColor: look.palette.up,
    downColor: look.palette.down,
    borderVisible: false,
    wickUpColor: look.palette.up,
    wickDownColor: look.palette.down,
    priceFormat: { type: 'price', precision: look.decimals, minMove: look.tick },
    autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => widened(original(), lines()),
  });
  chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
  chart.priceScale('right').applyOptions({ scaleMargins: { top: 0.08, bottom: 0.18 } });
  return { price, volume };
}

/** Lines further away than this many heights of the candles would flatten them. */
const REACH = 0.75;

/** Makes room for the stop and the targets that stand near the candles. */
function widened(info: AutoscaleInfo | null, lines: readonly Line[]): AutoscaleInfo | null {
  if (info?.priceRange == null) return info;
  const { minValue, maxValue } = info.priceRange;
  const reach = REACH * (maxValue - minValue);
  const near = lines.map(({ price }) => price).filter((price) => price > minValue - reach && price < maxValue + reach);
  return { ...info, priceRange: { minValue: Math.min(minValue, ...near), maxValue: Math.max(maxValue, ...near) } };
}

const bar = ({ time, open, high, low, close }: CandleRow) => ({ time: chartTime(time), open, high, low, close });

const volumeBar = ({ time, open, close, volume }: CandleRow) => ({
  time: chartTime(time),
  value: volume,
  color: close >= open ? 'rgba(46, 189, 133, 0.28)' : 'rgba(246, 86, 107, 0.28)',
});
