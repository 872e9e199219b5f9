/** No entries while the breaker cools down. */
import { defineRule } from '../rule.ts';

export const circuitBreaker = defineRule({
  name: 'circuit-breaker',
  about: 'Entries are refused during the cooldown after too many losses in a row.',
  check: (_order, { breaker }) => (breaker.state === 'cooldown' ? { cooldownUntil: breaker.cooldownUntil } : undefined),
});
