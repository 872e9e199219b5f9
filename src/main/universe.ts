/**
 * Composition root of `viper universe`: every market of an exchange, who is in and who is out by which rule.
 * Invariant: asks public endpoints alone; needs no key and sends none.
 */
import { systemClock } from '../adapters/clock/index.ts';
import { createBitgetRest } from '../bitget/index.ts';
import type { UniverseReport, UniverseRequest } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import { chooseUniverse, UNIVERSE_PARAMS, unappliedFilters, unappliedText } from '../scoring/index.ts';
import { marketFacts } from './market-facts.ts';
import { placeOf } from './markets/place.ts';
import { universeWish } from './universe-wish.ts';

/** @throws InvalidInput for a setting; BitgetError when the exchange does not answer. */
export async function universe(request: UniverseRequest): Promise<UniverseReport> {
  const { which, settings, baseUrl, scoresMax } = request;
  const unknown = Object.keys(settings).find((name) => name === 'symbolsMax' || !Object.hasOwn(UNIVERSE_PARAMS, name));
  if (unknown !== undefined) {
    const names = Object.keys(UNIVERSE_PARAMS).filter((name) => name !== 'symbolsMax');
    throw new InvalidInput('--param', unknown, names.join(', '));
  }
  const wish = universeWish(which, settings);
  const members = new Set(request.members);
  const rest = createBitgetRest({ baseUrl: baseUrl ?? placeOf('mainnet').restUrl, clock: systemClock });
  try {
    await rest.measureClock();
    const at = rest.serverClock.now();
    const { facts: markets, closed } = await marketFacts(rest, { wish, members, at, scoresMax });
    const rows = chooseUniverse({ ...wish, markets, members });
    const symbols = rows.filter(({ isIn }) => isIn).map(({ symbol }) => symbol);
    const notes = wish.isPriorityOnly ? [] : unappliedFilters(rows).map(unappliedText);
    return { at, universe: which, settings: wish.settings, symbols, rows, closed, notes };
  } finally {
    await rest.close();
  }
}
