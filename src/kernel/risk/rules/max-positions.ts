/** A bound on how many positions are open at once. */
import { defineRule } from '../rule.ts';

export const maxPositions = defineRule({
  name: 'max-positions',
  about: 'An entry beyond the largest number of concurrent positions is refused.',
  check: (_order, { positionsCount, addition, limits }) =>
    addition === undefined && positionsCount >= limits.positionsMax
      ? { limit: limits.positionsMax, open: positionsCount }
      : undefined,
});
