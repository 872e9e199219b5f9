/**
 * An update of the book is missing: the next one does not follow the last.
 */
import { defineFault } from '../define-fault.ts';
import { messageRule } from '../rule.ts';

export const bookGap = defineFault({
  plane: 'message',
  kind: 'book-gap',
  summary: 'an update of the `books` channel is skipped, so that `pseq` of the next one does not fit',
  schema: messageRule('book-gap', {}),
  concerns: ({ channel, frame }) => channel === 'books' && frame.startsWith('{"action":"update"'),
  act: () => ({ isDropped: true }),
});
