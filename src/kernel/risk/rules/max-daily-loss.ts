/** No entries once this UTC day's realised loss and the open loss together reach the limit. */
import { formatMoney } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

export const maxDailyLoss = defineRule({
  name: 'max-daily-loss',
  about: 'Entries are refused once the loss of the UTC day, open loss included, reaches the limit.',
  check: (_order, { realizedToday, openLoss, limits }) =>
    realizedToday + openLoss <= -limits.dailyLossMax
      ? { limit: formatMoney(limits.dailyLossMax), realized: formatMoney(realizedToday), open: formatMoney(openLoss) }
      : undefined,
});
