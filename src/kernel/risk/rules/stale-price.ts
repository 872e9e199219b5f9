/** Size, stop and margin are reckoned from the newest price: an old one makes all three wrong. */
import { defineRule } from '../rule.ts';

/** Two minutes: a quiet market still closes a candle every minute. */
const AGE_MAX_MS = 120_000;

export const stalePrice = defineRule({
  name: 'stale-price',
  about: 'An entry is refused while the newest price of the symbol is older than two minutes.',
  check: (_order, { at, priceAt }) =>
    at - priceAt > AGE_MAX_MS ? { limitMs: AGE_MAX_MS, ageMs: at - priceAt } : undefined,
});
