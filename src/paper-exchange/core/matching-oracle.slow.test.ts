/**
 * A million random operations through the fast matching and the naive one.
 */
import { expect, it } from 'vitest';
import { MatchingDuel } from './testing/matching-duel.ts';

const OPERATIONS = 1_000_000;

it('matches as the naive matcher does, over a million random operations', { timeout: 300_000 }, () => {
  const duel = new MatchingDuel(2);
  for (let i = 0; i < OPERATIONS; i++) duel.step();
  expect(duel.fills).toBeGreaterThan(OPERATIONS / 4);
});
