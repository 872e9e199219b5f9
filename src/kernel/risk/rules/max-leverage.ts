/** Leverage stays within the session's limit and the instrument's own. */
import { defineRule } from '../rule.ts';

export const maxLeverage = defineRule({
  name: 'max-leverage',
  about: "Leverage above the session's limit, or outside the instrument's range, is refused.",
  check: ({ leverage }, { instrument, limits }) => {
    const limit = Math.min(limits.leverageMax, instrument.leverageMax);
    const isAllowed = Number.isInteger(leverage) && leverage >= instrument.leverageMin && leverage <= limit;
    return isAllowed ? undefined : { minimum: instrument.leverageMin, limit, wanted: leverage };
  },
});
