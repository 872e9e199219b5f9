/**
 * Which family of the API an account belongs to, and the venue and feed that speak it.
 * Invariant: the family is said by the exchange; without a definite word nothing is opened, and nothing falls back.
 */
import { TradingError } from '../domain/index.ts';
import type { MarketFeed, Venue } from '../ports/index.ts';
import {
  BitgetMarketFeed,
  type BitgetRest,
  BitgetVenue,
  type BitgetVenueOptions,
  InstrumentBook,
} from './client/index.ts';
import { BitgetError } from './errors/index.ts';
import { SOCKET_PATHS } from './protocol/index.ts';
import { UnifiedMarketFeed, UnifiedVenue, unifiedInstruments } from './unified/index.ts';
import { SOCKET_PATHS as UNIFIED_SOCKET_PATHS, endpoints as unifiedEndpoints } from './unified/protocol/index.ts';

export type AccountFamily = 'classic' | 'unified';

/** The refusal of a Unified call by a Classic account. */
const IS_CLASSIC = '40084';

/**
 * Asks the account itself.
 * @throws TradingError when the answer leaves the family open, with what was answered as its cause.
 */
export async function detectFamily(rest: BitgetRest): Promise<AccountFamily> {
  try {
    await rest.call(unifiedEndpoints.settings, {});
    return 'unified';
  } catch (cause) {
    if (cause instanceof BitgetError && cause.code === IS_CLASSIC) return 'classic';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TradingError('family-unknown', `whether the account is Classic or Unified is not known: ${why}`, {
      outcome: 'not-sent',
      cause,
    });
  }
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

/** Finds the account's family and gives its venue and feed. @throws TradingError as `detectFamily`. */
export const openVenue = async (parts: VenueParts): Promise<OpenedVenue & { readonly family: AccountFamily }> => {
  const family = await detectFamily(parts.rest);
  return { family, ...venueOf(family, parts) };
};
