/** The venue takes new positions in the instrument. */
import { defineRule } from '../rule.ts';

export const instrumentOpen = defineRule({
  name: 'instrument-open',
  about: 'An entry in an instrument that the venue has halted or set to reduce-only is refused.',
  check: (_order, { instrument }) => (instrument.status === 'normal' ? undefined : { status: instrument.status }),
});
