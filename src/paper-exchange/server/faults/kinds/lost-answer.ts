/**
 * The connection breaks before the answer; the order may stand all the same.
 */
import { defineFault } from '../define-fault.ts';
import { requestRule } from '../rule.ts';
import { hasEffect } from './effect.ts';

export const lostAnswer = defineFault({
  plane: 'request',
  kind: 'lost-answer',
  summary: 'the connection is cut in place of an answer',
  schema: requestRule('lost-answer', { hasEffect: hasEffect(true) }),
  act: (rule) => ({ hasEffect: rule.hasEffect ?? true, forge: () => ({ cut: true }) }),
});
