/**
 * Candles of one symbol with our entries, exits, stop and targets.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CandleRow, FillRow, PositionRow } from '../../../src/engine/api.ts';
import { useCandles, useFills } from '../api.ts';
import { formatPercent, formatPrice } from '../format.ts';
import { usePalette } from '../theme.ts';
import { chartTime } from './marks.ts';
import { createPriceView, type PriceView } from './price-view.ts';

type Props = {
  readonly symbol: string;
  readonly decimals: number;
  readonly tick: number;
  readonly positions: readonly PositionRow[];
};

const NO_CANDLES: readonly CandleRow[] = [];
const NO_FILLS: readonly FillRow[] = [];

export function PriceChart({ symbol, decimals, tick, positions }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  const [view, setView] = useState<PriceView>();
  const [hovered, setHovered] = useState<number>();
  const { data: candles = NO_CANDLES, isPending, error } = useCandles(symbol);
  const { data: allFills = NO_FILLS } = useFills();
  const fills = useMemo(() => allFills.filter((fill) => fill.symbol === symbol), [allFills, symbol]);
  const own = useMemo(() => positions.filter((position) => position.symbol === symbol), [positions, symbol]);

  useEffect(() => {
    if (host.current === null) return;
    const created = createPriceView(host.current, { decimals, tick, palette }, setHovered);
    setView(created);
    return () => created.destroy();
  }, [decimals, tick, palette]);
  useEffect(() => view?.showCandles(candles), [view, candles]);
  useEffect(() => view?.showFills(fills, candles), [view, fills, candles]);
  useEffect(() => view?.showPositions(own), [view, own]);

  const shown = candles.find(({ time }) => chartTime(time) === hovered) ?? candles.at(-1);
  return (
    <div className="chart">
      <div
        ref={host}
        className="chart-host"
        role="img"
        aria-label={`Candles of ${symbol} with entries, exits, stop and targets`}
      />
      {shown && <Legend symbol={symbol} candle={shown} decimals={decimals} />}
      {candles.length === 0 && (
        <p className="empty chart-empty">{error ? error.message : isPending ? 'Loading candles' : 'No candle yet'}</p>
      )}
    </div>
  );
}

function Legend({ symbol, candle, decimals }: { symbol: string; candle: CandleRow; decimals: number }) {
  const { open, high, low, close } = candle;
  const tone = close >= open ? 'up' : 'down';
  const values = { O: open, H: high, L: low, C: close };
  return (
    <div className="legend num">
      <strong>{symbol}</strong>
      {Object.entries(values).map(([name, value]) => (
        <span key={name}>
          <span className="dim">{name}</span> <span className={tone}>{formatPrice(value, decimals)}</span>
        </span>
      ))}
      <span className={tone}>{formatPercent(open === 0 ? 0 : close / open - 1)}</span>
    </div>
  );
}
