/** What the whole grown position loses at its stop, fees included, stays within the share of equity of one trade. */
import { applyRate, formatMoney } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';
import { grownLossAtStop } from '../sizing.ts';

export const additionRisk = defineRule({
  name: 'addition-risk',
  about: 'An addition with which the whole position could lose more at its stop than one trade may is refused.',
  check: ({ positionSide, size }, { instrument, price, equity, addition, limits }) => {
    if (addition === undefined) return undefined;
    const limit = applyRate(equity, limits.riskPerTrade);
    const { position, stopStands: stop } = addition;
    if (position === undefined || stop === undefined || equity <= 0n)
      return { limit: formatMoney(limit), loss: undefined };
    const loss = grownLossAtStop(instrument, { ...position, positionSide, stop }, { price, size });
    return loss > limit ? { limit: formatMoney(limit), loss: formatMoney(loss) } : undefined;
  },
});
