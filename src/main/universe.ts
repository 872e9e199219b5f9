/**
 * Composition root of `viper universe`: every market of an exchange, who is in and who is out by which rule.
 * Invariant: asks public endpoints alone; needs no key and sends none.
 */
import { systemClock } from '../adapters/clock/index.ts';
import { createBitgetRest, type MarketListing, marketList } from '../bitget/index.ts';
import type { UniverseReport, UniverseRequest } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import { chooseUniverse, type MarketFacts, UNIVERSE_PARAMS } from '../scoring/index.ts';
import { placeOf } from './markets/place.ts';
import { universeWish } from './universe-wish.ts';

const DAY_MS = 86_400_000;

/** @throws InvalidInput for a setting; BitgetError when the exchange does not answer. */
export async function universe({ which, members, settings, baseUrl }: UniverseRequest): Promise<UniverseReport> {
  const unknown = Object.keys(settings).find((name) => name === 'symbolsMax' || !Object.hasOwn(UNIVERSE_PARAMS, name));
  if (unknown !== undefined) {
    const names = Object.keys(UNIVERSE_PARAMS).filter((name) => name !== 'symbolsMax');
    throw new InvalidInput('--param', unknown, names.join(', '));
  }
  const wish = universeWish(which, settings);
  const rest = createBitgetRest({ baseUrl: baseUrl ?? placeOf('mainnet').restUrl, clock: systemClock });
  try {
    const at = systemClock.now();
    const listed = await marketList(rest);
    const markets = listed.filter(({ isOpen }) => isOpen).map((listing) => factsOf(listing, at));
    const rows = chooseUniverse({ ...wish, markets, members: new Set(members) });
    const symbols = rows.filter(({ isIn }) => isIn).map(({ symbol }) => symbol);
    const closed = listed.filter(({ isOpen }) => !isOpen).map(({ symbol }) => symbol);
    return { at, universe: which, settings: wish.settings, symbols, rows, closed };
  } finally {
    await rest.close();
  }
}

function factsOf(
  { symbol, listedAt, price, bid, ask, high, low, quoteVolume }: MarketListing,
  at: number,
): MarketFacts {
  const isQuoted = bid !== undefined && ask !== undefined;
  const isRanged = high !== undefined && low !== undefined && price !== undefined;
  return {
    symbol,
    quoteVolume,
    spreadBps: isQuoted ? ((ask - bid) / ((ask + bid) / 2)) * 10_000 : undefined,
    ageDays: listedAt === undefined ? undefined : (at - listedAt) / DAY_MS,
    volatility: isRanged ? (high - low) / price : undefined,
  };
}
