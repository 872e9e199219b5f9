/**
 * The first half of the true answer.
 */
import { Type } from 'typebox';
import { defineFault } from '../define-fault.ts';
import { requestRule } from '../rule.ts';

export const truncatedAnswer = defineFault({
  plane: 'request',
  kind: 'truncated-answer',
  summary: 'the first half of the answer; the request is carried out',
  schema: requestRule('truncated-answer', {
    isCut: Type.Optional(
      Type.Boolean({ description: 'the length is announced in full and the connection breaks; default false' }),
    ),
  }),
  act: ({ isCut }) => ({
    hasEffect: true,
    forge: ({ truth }) => {
      if (!truth || isCut) return { cut: true, ...(truth && { truth }) };
      return { ...truth, body: truth.body.slice(0, truth.body.length >> 1) };
    },
  }),
});
