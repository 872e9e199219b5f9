/**
 * Scores for the live stream, by the same rules and from the same cached market as the routes.
 */
import type { MarketDesk } from '../market/index.ts';
import { freshness, scoreInputOf } from '../market/index.ts';
import type { ScoreSource } from '../streams/index.ts';
import { ScoringDesk, type ScoringSettings } from './scoring-desk.ts';

export function scoreSource(market: MarketDesk, settings?: ScoringSettings): ScoreSource {
  const desk = new ScoringDesk(settings);
  return {
    async score(symbol) {
      const { value, askedAt, isStale } = await market.market(symbol);
      const at = market.now();
      const score = desk.score(scoreInputOf(value), { at, mode: undefined, costModel: undefined });
      return { ...score, ...freshness(askedAt, { now: at, isStale }) };
    },
  };
}
