/** Only what gains is added to, and not before it has gained the distance that the strategy states. */
import { asMoney, direction, formatMoney, notional } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

export const additionProfit = defineRule({
  name: 'addition-profit',
  about: 'An addition before the price has gained the stated distance from the average entry is refused.',
  check: ({ positionSide }, { instrument, price, addition }) => {
    if (addition === undefined) return undefined;
    const { position, profitMin } = addition;
    if (position === undefined || profitMin <= 0) return { profitMin };
    const { size, cost } = position;
    const gained = asMoney((notional(instrument, price, size) - cost) * BigInt(direction(positionSide)));
    const limit = notional(instrument, profitMin, size);
    return gained < limit ? { limit: formatMoney(limit), gained: formatMoney(gained) } : undefined;
  },
});
