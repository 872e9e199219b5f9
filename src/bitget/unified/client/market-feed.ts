/**
 * Public market data of the Unified API as the engine's feed, and its order books.
 * Invariant: all that the feeds promise holds for both families, because it is the same code.
 */
import { BitgetBookFeed } from '../../client/book-feed.ts';
import { BitgetMarketFeed, type BitgetMarketFeedOptions } from '../../client/market-feed.ts';
import { UNIFIED_WIRE } from './public-wire.ts';

export class UnifiedMarketFeed extends BitgetMarketFeed {
  constructor(options: BitgetMarketFeedOptions) {
    super(options, UNIFIED_WIRE);
  }
}

export class UnifiedBookFeed extends BitgetBookFeed {
  constructor(options: BitgetMarketFeedOptions) {
    super(options, UNIFIED_WIRE);
  }
}
