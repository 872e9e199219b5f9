/** Every entry carries a stop-loss on the losing side of the price. */
import { direction, formatPrice } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

export const stopMandatory = defineRule({
  name: 'stop-mandatory',
  about: 'An entry without a stop-loss, or with one on the wrong side of its price, is refused.',
  check: (order, { instrument, price }) => {
    if (order.stopLoss === undefined) return { stopLoss: undefined };
    const entry = order.price ?? price;
    const distance = (entry - order.stopLoss) * direction(order.positionSide);
    if (distance > 0 && order.stopLoss > 0) return undefined;
    return { stopLoss: formatPrice(instrument, order.stopLoss), entry: formatPrice(instrument, entry) };
  },
});
