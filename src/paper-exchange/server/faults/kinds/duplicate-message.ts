/**
 * A push is sent twice.
 */
import { defineFault } from '../define-fault.ts';
import { messageRule } from '../rule.ts';

export const duplicateMessage = defineFault({
  plane: 'message',
  kind: 'duplicate-message',
  summary: 'a push is sent twice',
  schema: messageRule('duplicate-message', {}),
  concerns: () => true,
  act: () => ({ isTwice: true }),
});
