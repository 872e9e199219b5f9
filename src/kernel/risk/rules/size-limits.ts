/** Size within the instrument's bounds and worth at least its minimum notional. */
import { formatMoney, formatSize, notional } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

export const sizeLimits = defineRule({
  name: 'size-limits',
  about: "A size outside the instrument's bounds, or below its minimum notional, is refused.",
  check: ({ size, type, price: limitPrice }, { instrument, price }) => {
    const sizeMax = type === 'market' ? instrument.marketSizeMax : instrument.sizeMax;
    if (size < instrument.sizeMin || size > sizeMax) {
      return {
        minimum: formatSize(instrument, instrument.sizeMin),
        limit: formatSize(instrument, sizeMax),
        wanted: formatSize(instrument, size),
      };
    }
    const value = notional(instrument, limitPrice ?? price, size);
    return value < instrument.notionalMin
      ? { minimumNotional: formatMoney(instrument.notionalMin), notional: formatMoney(value) }
      : undefined;
  },
});
