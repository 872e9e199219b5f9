/** What the trade loses at its stop, fees included, stays within a share of equity. */
import { applyRate, formatMoney } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';
import { lossAtStop } from '../sizing.ts';

export const riskPerTrade = defineRule({
  name: 'risk-per-trade',
  about: 'An entry that could lose more than the allowed share of equity at its stop is refused.',
  check: (order, { instrument, price, equity, limits }) => {
    const limit = applyRate(equity, limits.riskPerTrade);
    if (order.stopLoss === undefined || equity <= 0n) return { limit: formatMoney(limit), loss: undefined };
    const loss = lossAtStop(instrument, order.price ?? price, order.stopLoss, order.size);
    return loss > limit ? { limit: formatMoney(limit), loss: formatMoney(loss) } : undefined;
  },
});
