/** With isolated margin the stop lies before the liquidation price, else it would never be reached. */
import { formatPrice, formatRate, type Instrument, type Rate } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

const ONE = 10n ** 10n;

/** What the price may lose, as a share of it, before the margin of a position with this leverage is used up. */
export const lossRoom = (instrument: Instrument, leverage: number): bigint =>
  ONE / BigInt(leverage) - instrument.maintenanceMargin - instrument.takerFee;

export const liquidationDistance = defineRule({
  name: 'liquidation-distance',
  about: 'With isolated margin, an entry whose stop lies beyond the price at which that margin is used up is refused.',
  check: (order, { instrument, price }) => {
    if (order.marginMode === 'crossed') return undefined;
    if (order.stopLoss === undefined || order.leverage < 1) return { stopLoss: undefined };
    const entry = order.price ?? price;
    const distance = (BigInt(Math.abs(entry - order.stopLoss)) * ONE) / BigInt(entry);
    const limit = lossRoom(instrument, order.leverage);
    if (distance < limit) return undefined;
    return {
      stopLoss: formatPrice(instrument, order.stopLoss),
      distance: formatRate(distance as Rate),
      limit: formatRate(limit as Rate),
      leverage: order.leverage,
    };
  },
});
