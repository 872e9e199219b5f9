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
import { COLORS } from '../theme.ts';
import { chartTime, type Line, linesOf, markersOf } from './marks.ts';
import { chartOptions } from './options.ts';

const BARS_SHOWN = 160;
const BARS_AHEAD = 8;

export type PriceStep = { readonly decimals: number; readonly tick: number };

export type PriceView = {
  showCandles(candles: readonly CandleRow[]): void;
  showFills(fills: readonly FillRow[], candles: readonly CandleRow[]): void;
  showPositions(positions: readonly PositionRow[]): void;
  destroy(): void;
};

/** @param onHover gets the time of the candle under the pointer, in seconds, or undefined. */
export function createPriceView(
  host: HTMLElement,
  step: PriceStep,
  onHover: (time: number | undefined) => void,
): PriceView {
  const chart = createChart(host, chartOptions);
  let wanted: readonly Line[] = [];
  let lines: IPriceLine[] = [];
  const { price, volume } = addSeries(chart, step, () => wanted);
  const markers = createSeriesMarkers(price, []);
  chart.subscribeCrosshairMove(({ time }: MouseEventParams) => onHover(typeof time === 'number' ? time : undefined));
  let shown: readonly CandleRow[] = [];
  return {
    showCandles(candles) {
      const isContinued = shown.length > 0 && candles[0]?.time === shown[0]?.time && candles.length >= shown.length;
      if (isContinued) {
        for (const candle of candles.slice(shown.length - 1)) {
          price.update(bar(candle));
          volume.update(volumeBar(candle));
        }
      } else {
        price.setData(candles.map(bar));
        volume.setData(candles.map(volumeBar));
        if (shown.length === 0) showLatest(chart, candles.length);
      }
      shown = candles;
    },
    showFills(fills, candles) {
      markers.setMarkers(markersOf(fills, candles));
    },
    showPositions(positions) {
      const next = linesOf(positions);
      if (JSON.stringify(next) === JSON.stringify(wanted)) return;
      wanted = next;
      for (const line of lines) price.removePriceLine(line);
      lines = next.map((line) => price.createPriceLine({ ...line, lineWidth: 1, axisLabelVisible: true }));
    },
    destroy: () => chart.remove(),
  };
}

const showLatest = (chart: IChartApi, count: number): void =>
  chart.timeScale().setVisibleLogicalRange({ from: count - BARS_SHOWN, to: count + BARS_AHEAD });

function addSeries(chart: IChartApi, step: PriceStep, lines: () => readonly Line[]) {
  const volume = chart.addSeries(HistogramSeries, {
    priceFormat: { type: 'volume' },
    priceScaleId: 'volume',
    lastValueVisible: false,
    priceLineVisible: false,
  });
  const price = chart.addSeries(CandlestickSeries, {
    upColor: COLORS.up,
    downColor: COLORS.down,
    borderVisible: false,
    wickUpColor: COLORS.up,
    wickDownColor: COLORS.down,
    priceFormat: { type: 'price', precision: step.decimals, minMove: step.tick },
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
