/**
 * What the engine hears of a market update. Book levels and funding settlements are the exchange's own business.
 */
import type { MarketEvent } from '../domain/index.ts';
import type { MarketUpdate } from '../paper-exchange/core/index.ts';

export function marketEvent(update: MarketUpdate): MarketEvent | undefined {
  const { at } = update;
  switch (update.type) {
    case 'candle':
      return { type: 'candle', at, symbol: update.symbol, candle: update.candle };
    case 'trade':
    case 'quote':
      return update;
    case 'mark': {
      const { symbol, mark: price, fundingRate, nextFundingAt } = update;
      return { type: 'mark', at, symbol, price, fundingRate, nextFundingAt };
    }
    default:
      return undefined;
  }
}
