/**
 * A push is sent after the one that follows it on the connection, or after a second of real time.
 */
import { defineFault } from '../define-fault.ts';
import { messageRule } from '../rule.ts';

export const reorderMessages = defineFault({
  plane: 'message',
  kind: 'reorder-messages',
  summary: 'a push is sent after the one that follows it on the connection, or after a second of real time',
  schema: messageRule('reorder-messages', {}),
  concerns: () => true,
  act: () => ({ isSwapped: true }),
});
