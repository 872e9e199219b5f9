/** One position a symbol: a second entry would hide behind the first one's stop. */
import { defineRule } from '../rule.ts';

export const onePerSymbol = defineRule({
  name: 'one-per-symbol',
  about: 'An entry in a symbol that already has a position or an entry under way is refused.',
  check: (order, { hasPosition }) => (hasPosition ? { symbol: order.symbol } : undefined),
});
