/** No entries while a person has paused the engine or pulled the kill switch. */
import { defineRule } from '../rule.ts';

export const paused = defineRule({
  name: 'paused',
  about: 'Entries are refused while trading is paused.',
  check: (_order, { isPaused }) => (isPaused ? {} : undefined),
});
