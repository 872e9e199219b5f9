/**
 * Status 200 and nothing in it.
 */
import { defineFault } from '../define-fault.ts';
import { requestRule } from '../rule.ts';
import { hasEffect } from './effect.ts';

export const emptyAnswer = defineFault({
  plane: 'request',
  kind: 'empty-answer',
  summary: 'status 200 with an empty body',
  schema: requestRule('empty-answer', { hasEffect: hasEffect(true) }),
  act: (rule) => ({
    hasEffect: rule.hasEffect ?? true,
    forge: () => ({ status: 200, contentType: 'application/json; charset=utf-8', body: '' }),
  }),
});
