/**
 * Which family of the API an account belongs to, and the venue and feed that speak it.
 * Invariant: the family is said by the exchange; without a definite word nothing is opened, and nothing falls back.
 */
import { type AccountFamily, TradingError } from '../domain/index.ts';
import type { MarketFeed, Venue } from '../ports/index.ts';
import {
  BitgetBookFeed,
  BitgetMarketFeed,
  type BitgetRest,
  BitgetVenue,
  type BitgetVenueOptions,
  InstrumentBook,
  type SocketSettings,
} from './client/index.ts';
import { BitgetError } from './errors/index.ts';
import { SOCKET_PATHS } from './protocol/index.ts';
import { UnifiedBookFeed, UnifiedMarketFeed, UnifiedVenue, unifiedInstruments } from './unified/index.ts';
import { SOCKET_PATHS as UNIFIED_SOCKET_PATHS, endpoints as unifiedEndpoints } from './unified/protocol/index.ts';

/** The refusal of a Unified call by a Classic account. */
const IS_CLASSIC = '40084';

/** What an account says of itself. */
export type KnownAccount = {
  readonly family: AccountFamily;
  /** The number of its user; undefined where it is not told, as by a Classic account. */
  readonly uid: string | undefined;
};

/**
 * Asks the account itself.
 * @throws TradingError when the answer leaves the family open, with what was answered as its cause.
 */
export async function identifyAccount(rest: Pick<BitgetRest, 'call'>): Promise<KnownAccount> {
  try {
    const { uid } = await rest.call(unifiedEndpoints.settings, {});
    return { family: 'unified', uid: uid ? String(uid) : undefined };
  } catch (cause) {
    if (cause instanceof BitgetError && cause.code === IS_CLASSIC) return { family: 'classic', uid: undefined };
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TradingError('family-unknown', `whether the account is Classic or Unified is not known: ${why}`, {
      outcome: 'not-sent',
      cause,
    });
  }
}

/** The family alone. @throws TradingError as `identifyAccount`. */
export const detectFamily = async (rest: BitgetRest): Promise<AccountFamily> => (await identifyAccount(rest)).family;

export type FeedParts = SocketSettings & Pick<VenueParts, 'rest' | 'random' | 'socketOrigin'>;

export type OpenedFeeds = {
  readonly instruments: InstrumentBook;
  readonly feed: MarketFeed;
  readonly books: BitgetBookFeed;
};

/** The public market data of a family of the API, books included; needs no key. */
export function publicFeedsOf(family: AccountFamily, { socketOrigin, ...shared }: FeedParts): OpenedFeeds {
  if (family === 'classic') {
    const socketUrl = socketOrigin + SOCKET_PATHS.public;
    const parts = { ...shared, socketUrl, instruments: new InstrumentBook(shared.rest) };
    return { instruments: parts.instruments, feed: new BitgetMarketFeed(parts), books: new BitgetBookFeed(parts) };
  }
  const socketUrl = socketOrigin + UNIFIED_SOCKET_PATHS.public;
  const parts = { ...shared, socketUrl, instruments: new InstrumentBook(shared.rest, unifiedInstruments) };
  return { instruments: parts.instruments, feed: new UnifiedMarketFeed(parts), books: new UnifiedBookFeed(parts) };
}

export type VenueParts = Omit<BitgetVenueOptions, 'instruments' | 'socketUrl'> & {
  /** Such as wss://ws.bitget.com; the paths follow from the family. */
  readonly socketOrigin: string;
};

export type OpenedVenue = {
  readonly instruments: InstrumentBook;
  readonly venue: Venue;
  readonly feed: MarketFeed;
};

/** The venue and feed of an account's family; nothing is sent and nothing connects before they are used. */
export function venueOf(family: AccountFamily, { socketOrigin, ...shared }: VenueParts): OpenedVenue {
  if (family === 'classic') {
    const parts = { ...shared, instruments: new InstrumentBook(shared.rest) };
    return {
      instruments: parts.instruments,
      venue: new BitgetVenue({ ...parts, socketUrl: socketOrigin + SOCKET_PATHS.private }),
      feed: new BitgetMarketFeed({ ...parts, socketUrl: socketOrigin + SOCKET_PATHS.public }),
    };
  }
  const parts = { ...shared, instruments: new InstrumentBook(shared.rest, unifiedInstruments) };
  return {
    instruments: parts.instruments,
    venue: new UnifiedVenue({ ...parts, socketUrl: socketOrigin + UNIFIED_SOCKET_PATHS.private }),
    feed: new UnifiedMarketFeed({ ...parts, socketUrl: socketOrigin + UNIFIED_SOCKET_PATHS.public }),
  };
}

/** Finds the account's family and gives its venue and feed. @throws TradingError as `identifyAccount`. */
export const openVenue = async (parts: VenueParts): Promise<OpenedVenue & { readonly family: AccountFamily }> => {
  const family = await detectFamily(parts.rest);
  return { family, ...venueOf(family, parts) };
};
