/** With isolated margin the stop lies before the liquidation price, else it would never be reached. */
import { formatPrice, formatRate, type Rate } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

const ONE = 10n ** 10n;

export const liquidationDistance = defineRule({
  name: 'liquidation-distance',
  about: 'With isolated margin, an entry whose stop lies beyond the price at which that margin is used up is refused.',
  check: (order, { instrument, price }) => {
    if (order.marginMode === 'crossed') return undefined;
    if (order.stopLoss === undefined || order.leverage < 1) return { stopLoss: undefined };
    const entry = order.price ?? price;
    const distance = (BigInt(Math.abs(entry - order.stopLoss)) * ONE) / BigInt(entry);
    const limit = ONE / BigInt(order.leverage) - instrument.maintenanceMargin - instrument.takerFee;
    if (distance < limit) return undefined;
    return {
      stopLoss: formatPrice(instrument, order.stopLoss),
      distance: formatRate(distance as Rate),
      limit: formatRate(limit as Rate),
      leverage: order.leverage,
    };
  },
});
