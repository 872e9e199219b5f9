/**
 * The fast matching agrees with a naive one on every fill and on all that rests.
 */
import { expect, it } from 'vitest';
import { MatchingDuel } from './testing/matching-duel.ts';

it('matches as the naive matcher does, over 20,000 random operations', () => {
  const duel = new MatchingDuel(1);
  for (let i = 0; i < 20_000; i++) duel.step();
  expect(duel.fills).toBeGreaterThan(5_000);
});
