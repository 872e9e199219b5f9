/** A bound on how often one position is added to. */
import { defineRule } from '../rule.ts';

export const additionCount = defineRule({
  name: 'addition-count',
  about: 'An addition beyond the number that the strategy allows a position is refused.',
  check: (_order, { addition }) =>
    addition !== undefined && addition.additions >= addition.additionsMax
      ? { limit: addition.additionsMax, additions: addition.additions }
      : undefined,
});
