/**
 * Past candles, paged back from the newest: recent ones a thousand at a time, older ones two hundred at a time.
 * Invariant: only candles that have ended; oldest first, without doubles.
 */
import type { Candle } from '../../domain/index.ts';
import { decodeCandle, PRODUCT } from '../mapper/index.ts';
import { endpoints, type ResponseOf } from '../protocol/index.ts';
import { MINUTE_MS } from './candle-tracker.ts';
import type { InstrumentBook } from './instrument-book.ts';
import type { BitgetRest } from './rest.ts';

type Rows = ResponseOf<typeof endpoints.candles>;
/** A page of 1-minute candles that begin before `endTime`. */
export type CandleSource = (symbol: string, endTime: string) => Promise<Rows>;

/** @throws BitgetError, InvalidInput. */
export async function candleHistory(
  { instruments, sources }: { instruments: InstrumentBook; sources: readonly CandleSource[] },
  { symbol, until, count }: { symbol: string; until: number; count: number },
): Promise<readonly Candle[]> {
  const instrument = await instruments.stepsOf(symbol);
  const found = new Map<number, Candle>();
  let before = until;
  for (const source of sources) {
    while (found.size < count) {
      const rows = (await source(symbol, String(before))) ?? [];
      const fresh = rows
        .map((row) => decodeCandle(instrument, row))
        .filter(({ openAt }) => openAt + MINUTE_MS <= until && !found.has(openAt));
      if (fresh.length === 0) break;
      for (const candle of fresh) found.set(candle.openAt, candle);
      before = Math.min(before, ...fresh.map(({ openAt }) => openAt));
    }
  }
  return [...found.values()].sort((a, b) => a.openAt - b.openAt).slice(-count);
}

/** The Classic API's candles: recent ones, then older ones. */
export function candleSources(rest: BitgetRest): readonly CandleSource[] {
  const common = { productType: PRODUCT, granularity: '1m' } as const;
  return [
    (symbol, endTime) => rest.call(endpoints.candles, { ...common, symbol, endTime, limit: '1000' }),
    (symbol, endTime) => rest.call(endpoints.historyCandles, { ...common, symbol, endTime, limit: '200' }),
  ];
}
