/**
 * The Bitget client over an exchange's addresses and an account's keys: venue and market feed on one REST pool.
 */
import { randomInt } from 'node:crypto';
import { BitgetMarketFeed, BitgetVenue, createBitgetRest, InstrumentBook, Secret } from '../bitget/index.ts';
import type { ExchangeAddress } from '../cli/index.ts';
import { TradingError } from '../domain/index.ts';
import type { Clock, MarketFeed, Venue } from '../ports/index.ts';

export type Connection = { readonly venue: Venue; readonly feed: MarketFeed; close(): Promise<void> };

const RANDOM_SPAN = 2 ** 32;

/** @param options.isUnlimited the exchange is driven in step and sets no limits of its own. */
export function connectToBitget(
  address: Pick<ExchangeAddress, 'rest' | 'ws' | 'accounts'>,
  options: { readonly clock: Clock; readonly isUnlimited: boolean },
): Connection {
  const account = address.accounts.find(({ family }) => family === 'classic');
  if (!account) throw new TradingError('no-account', 'the exchange has no Classic account to trade with');
  const { apiKey: key, apiSecret, passphrase } = account;
  const credentials = { key, secret: new Secret(apiSecret), passphrase: new Secret(passphrase) };
  const limitFactor = options.isUnlimited ? 1_000 : 1;
  const rest = createBitgetRest({ baseUrl: address.rest, credentials, clock: options.clock, limitFactor });
  const instruments = new InstrumentBook(rest);
  const random = (): number => randomInt(RANDOM_SPAN) / RANDOM_SPAN;
  const pace = options.isUnlimited ? { messagesPerSecond: Number.POSITIVE_INFINITY } : {};
  const venue = new BitgetVenue({ rest, instruments, socketUrl: address.ws.private, credentials, random, ...pace });
  const feed = new BitgetMarketFeed({ rest, instruments, socketUrl: address.ws.public, random, ...pace });
  const close = async (): Promise<void> => {
    await feed.close();
    await venue.close();
    await rest.close();
  };
  return { venue, feed, close };
}
