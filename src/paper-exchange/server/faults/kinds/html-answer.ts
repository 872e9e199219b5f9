/**
 * Status 200 with a page for browsers, as a gateway in the way shows it.
 */
import { defineFault } from '../define-fault.ts';
import { requestRule } from '../rule.ts';
import { hasEffect } from './effect.ts';
import { pageOf } from './error-answer.ts';

export const htmlAnswer = defineFault({
  plane: 'request',
  kind: 'html-answer',
  summary: 'status 200 with an HTML page',
  schema: requestRule('html-answer', { hasEffect: hasEffect(true) }),
  act: (rule) => ({
    hasEffect: rule.hasEffect ?? true,
    forge: () => ({ status: 200, contentType: 'text/html', body: pageOf('Just a moment...') }),
  }),
});
