/**
 * The connection is cut in place of a push.
 */
import { defineFault } from '../define-fault.ts';
import { messageRule } from '../rule.ts';

export const cutSocket = defineFault({
  plane: 'message',
  kind: 'cut-socket',
  summary: 'the connection is cut in place of a push',
  schema: messageRule('cut-socket', {}),
  concerns: () => true,
  act: () => ({ isCut: true }),
});
