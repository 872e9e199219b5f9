/**
 * A contract is taken off the list.
 */
import { Type } from 'typebox';
import { administered, defineFault } from '../define-fault.ts';
import { eventRule } from '../rule.ts';

export const delist = defineFault({
  plane: 'event',
  kind: 'delist',
  summary: 'orders of a symbol are canceled, its positions closed at mark, and it trades no more',
  schema: eventRule('delist', { symbol: Type.String({ minLength: 1 }) }),
  run: ({ symbol }, exchange, at) => administered(exchange.administer({ kind: 'delist', symbol }, at)),
});
