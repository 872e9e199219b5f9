/**
 * What is drawn over the candles: where we entered and left, and where the stop and the targets stand.
 */
import { LineStyle, type SeriesMarker, type UTCTimestamp } from 'lightweight-charts';
import type { CandleRow, FillRow, PositionRow } from '../../../src/engine/api.ts';
import { formatSigned } from '../format.ts';
import type { Palette } from '../theme.ts';

export const chartTime = (ms: number): UTCTimestamp => Math.floor(ms / 1_000) as UTCTimestamp;

/** Entries point the way they trade; exits carry their profit. In order of time; fills before the first candle are left out. */
export function markersOf(
  fills: readonly FillRow[],
  candles: readonly CandleRow[],
  palette: Palette,
): SeriesMarker<UTCTimestamp>[] {
  const markers: SeriesMarker<UTCTimestamp>[] = [];
  for (const fill of fills) {
    const candle = candleAt(candles, fill.at);
    if (candle !== undefined) markers.push(markerOf(fill, chartTime(candle.time), palette));
  }
  return markers.sort((a, b) => a.time - b.time);
}

function markerOf(fill: FillRow, time: UTCTimestamp, palette: Palette): SeriesMarker<UTCTimestamp> {
  const isBuy = (fill.kind === 'entry') === (fill.side === 'long');
  const position = isBuy ? 'belowBar' : 'aboveBar';
  if (fill.kind === 'entry') {
    return {
      time,
      position,
      shape: isBuy ? 'arrowUp' : 'arrowDown',
      color: isBuy ? palette.up : palette.down,
      text: isBuy ? 'Long' : 'Short',
      size: 1.4,
    };
  }
  const words = { exit: 'Exit', 'stop-loss': 'Stop', 'take-profit': 'Target' } as const;
  const color = Number(fill.profit) < 0 ? palette.down : palette.up;
  return {
    time,
    position,
    shape: 'circle',
    color,
    text: `${words[fill.kind]} ${formatSigned(fill.profit)}`,
    size: 0.9,
  };
}

/** The last candle that began at or before `at`; binary search. */
function candleAt(candles: readonly CandleRow[], at: number): CandleRow | undefined {
  let low = 0;
  let high = candles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candles[middle]?.time ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return candles[low - 1];
}

export type Line = {
  readonly price: number;
  readonly color: string;
  readonly title: string;
  readonly lineStyle: LineStyle;
};

export function linesOf(positions: readonly PositionRow[], palette: Palette): Line[] {
  return positions.flatMap(({ side, entryPrice, stopLoss, takeProfits }) => [
    { price: Number(entryPrice), color: palette.info, title: `Entry ${side}`, lineStyle: LineStyle.Dotted },
    ...(stopLoss === undefined
      ? []
      : [{ price: Number(stopLoss), color: palette.down, title: 'Stop', lineStyle: LineStyle.Dashed }]),
    ...takeProfits.map(({ price }, i) => ({
      price: Number(price),
      color: palette.up,
      title: takeProfits.length > 1 ? `Target ${i + 1}` : 'Target',
      lineStyle: LineStyle.Dashed,
    })),
  ]);
}
