/**
 * Who chooses the universe of a run, and what is known of its markets before the first candle.
 * Invariant: a recording is known by its own candles alone, as in a backtest, so that both choose alike.
 */
import { BitgetError } from '../bitget/index.ts';
import type { Details } from '../domain/index.ts';
import type { Universe } from '../ports/index.ts';
import { unappliedText } from '../scoring/index.ts';
import { isCandleFeed } from './embedded-exchange.ts';
import { marketFacts } from './market-facts.ts';
import type { OpenMarket } from './markets/index.ts';
import { UniverseChooser, type UniverseWish } from './universe-chooser.ts';

/** One request each, before the run begins. */
const SCORES_MAX = 20;

export type UniverseParts = {
  readonly market: OpenMarket;
  readonly symbols: readonly string[];
  /** Something that a person should know. */
  readonly warn: (code: string, details: Details) => void;
};

export async function openUniverse(wish: UniverseWish, { market, symbols, warn }: UniverseParts): Promise<Universe> {
  const isRecorded = isCandleFeed({ name: market.feed });
  const chooser = new UniverseChooser(wish, {
    isQuoted: !isRecorded,
    onUnapplied: (unapplied) =>
      warn('universe-filter-off', { filter: unapplied.filter, reason: unappliedText(unapplied) }),
  });
  if (isRecorded || market.pace === 'driven') return chooser;
  const question = { wish, members: new Set<string>(), only: new Set(symbols), scoresMax: SCORES_MAX };
  const { clock, connection, pricesRest = connection.parts.rest } = market;
  const at = clock.now();
  try {
    const { facts } = await marketFacts(pricesRest, { ...question, at });
    chooser.learn(at, facts);
  } catch (error) {
    if (!(error instanceof BitgetError)) throw error;
    const reason = `the exchange does not tell its markets, so that candles alone will: ${error.message}`;
    warn('universe-filter-off', { filter: 'all', reason });
  }
  return chooser;
}
