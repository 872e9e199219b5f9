/**
 * A push is late, and with it everything behind it on the connection.
 */

import { defineFault } from '../define-fault.ts';
import { checkDelay, Delay, drawDelayMs } from '../delay.ts';
import { messageRule } from '../rule.ts';

export const delayMessage = defineFault({
  plane: 'message',
  kind: 'delay-message',
  summary: 'a push, and what is behind it on the connection, is sent later',
  schema: messageRule('delay-message', { delay: Delay }),
  check: ({ delay }) => checkDelay(delay),
  concerns: () => true,
  act: ({ delay }, draw) => ({ delayMs: drawDelayMs(delay, draw) }),
});
