/**
 * A push is not sent.
 */
import { defineFault } from '../define-fault.ts';
import { messageRule } from '../rule.ts';

export const dropMessage = defineFault({
  plane: 'message',
  kind: 'drop-message',
  summary: 'a push is not sent',
  schema: messageRule('drop-message', {}),
  concerns: () => true,
  act: () => ({ isDropped: true }),
});
