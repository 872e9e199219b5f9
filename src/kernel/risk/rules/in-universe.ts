/** Symbols that are traded now: one that has left is managed until it is flat, and not entered again. */
import { defineRule } from '../rule.ts';

export const inUniverse = defineRule({
  name: 'in-universe',
  about: 'An entry in a symbol that is not in the universe at the moment is refused.',
  check: (order, { isOutside }) => (isOutside ? { symbol: order.symbol } : undefined),
});
