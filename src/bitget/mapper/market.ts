/**
 * Public market data: quotes, marks, trades, candles.
 * Invariant: volumes are cut to whole lots and marks rounded to a tick; quotes and trades are exact prices.
 */
import type { Candle, Instrument, MarketEvent } from '../../domain/index.ts';
import { InvalidInput } from '../../domain/index.ts';
import type { channels, RowOf } from '../protocol/index.ts';
import { nearestPrice, priceOf, rateOf, textOf, timeOf, wholeLots } from './numeral.ts';

export type TickerRow = RowOf<typeof channels.ticker>;
export type TradeRow = RowOf<typeof channels.trade>;
export type CandleRow = RowOf<typeof channels.candle>;

/** The quote, where both sides have one, and the mark of a streamed ticker. */
export function decodeTicker(instrument: Instrument, row: TickerRow): readonly MarketEvent[] {
  const { symbol } = instrument;
  const at = timeOf(row.ts, 'ts');
  const events: MarketEvent[] = [];
  const bid = nearestPrice(instrument, textOf(row.bidPr) ?? '0');
  const ask = nearestPrice(instrument, textOf(row.askPr) ?? '0');
  if (bid > 0 && ask > 0) {
    const [bidSize, askSize] = [wholeLots(instrument, row.bidSz), wholeLots(instrument, row.askSz)];
    events.push({ type: 'quote', at, symbol, bid, ask, bidSize, askSize });
  }
  const price = nearestPrice(instrument, textOf(row.markPrice) ?? '0');
  if (price > 0) {
    const nextFundingAt = timeOf(textOf(row.nextFundingTime) ?? '0', 'nextFundingTime');
    events.push({ type: 'mark', at, symbol, price, fundingRate: rateOf(row.fundingRate), nextFundingAt });
  }
  return events;
}

export function decodeTrade(instrument: Instrument, row: TradeRow): MarketEvent {
  return {
    type: 'trade',
    at: timeOf(row.ts, 'ts'),
    symbol: instrument.symbol,
    price: priceOf(instrument, row.price),
    size: wholeLots(instrument, row.size),
    side: row.side,
  };
}

export function decodeCandle(instrument: Instrument, row: CandleRow): Candle {
  const [openAt, open, high, low, close, volume] = row;
  if (volume === undefined) throw new InvalidInput('candle', row.length, 'at least 6 columns');
  return {
    openAt: timeOf(openAt, 'candle time'),
    open: priceOf(instrument, open),
    high: priceOf(instrument, high),
    low: priceOf(instrument, low),
    close: priceOf(instrument, close),
    volume: wholeLots(instrument, volume),
  };
}
