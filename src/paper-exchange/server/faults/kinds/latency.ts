/**
 * Requests take time on their way to the exchange.
 */

import { defineFault } from '../define-fault.ts';
import { checkDelay, Delay, drawDelayMs } from '../delay.ts';
import { requestRule } from '../rule.ts';

export const latency = defineFault({
  plane: 'request',
  kind: 'latency',
  summary: 'a request reaches the exchange later',
  schema: requestRule('latency', { delay: Delay }),
  check: ({ delay }) => checkDelay(delay),
  act: ({ delay }, draw) => ({ waitMs: drawDelayMs(delay, draw) }),
});
