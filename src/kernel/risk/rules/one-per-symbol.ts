/** One position a symbol: a second entry would hide behind the first one's stop. An addition has rules of its own. */
import { defineRule } from '../rule.ts';

export const onePerSymbol = defineRule({
  name: 'one-per-symbol',
  about: 'An entry in a symbol that already has a position or an entry under way is refused.',
  check: (order, { hasPosition, addition }) =>
    hasPosition && addition === undefined ? { symbol: order.symbol } : undefined,
});
