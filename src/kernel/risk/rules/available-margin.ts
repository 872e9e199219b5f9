/** The initial margin and the fees of both ways are there. */
import { asMoney, formatMoney } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';
import { marginPerLot } from '../sizing.ts';

export const availableMargin = defineRule({
  name: 'available-margin',
  about: 'An entry that needs more margin than is free is refused.',
  check: (order, { instrument, price, available }) => {
    const needed = asMoney(marginPerLot(instrument, order.price ?? price, order.leverage) * BigInt(order.size));
    return needed > available ? { available: formatMoney(available), needed: formatMoney(needed) } : undefined;
  },
});
