/**
 * The request is carried out at once; its answer comes late, such as after the client's timeout.
 */

import { defineFault } from '../define-fault.ts';
import { checkDelay, Delay, drawDelayMs } from '../delay.ts';
import { requestRule } from '../rule.ts';

export const lateAnswer = defineFault({
  plane: 'request',
  kind: 'late-answer',
  summary: 'a request is carried out at once and answered later',
  schema: requestRule('late-answer', { delay: Delay }),
  check: ({ delay }) => checkDelay(delay),
  act: ({ delay }, draw) => ({ holdMs: drawDelayMs(delay, draw) }),
});
