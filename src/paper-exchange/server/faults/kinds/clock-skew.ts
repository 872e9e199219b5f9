/**
 * The exchange's clock goes wrong: it tells another time, and checks timestamps by it.
 */
import { Type } from 'typebox';
import { defineFault } from '../define-fault.ts';
import { standingRule } from '../rule.ts';

const SKEW_MAX_MS = 86_400_000;

export const clockSkew = defineFault({
  plane: 'standing',
  kind: 'clock-skew',
  summary: 'the exchange tells a wrong time, and checks timestamps by it',
  schema: standingRule('clock-skew', {
    skewMs: Type.Integer({ minimum: -SKEW_MAX_MS, maximum: SKEW_MAX_MS, description: 'positive: it runs ahead' }),
  }),
  skewMs: (rule) => rule.skewMs,
  isClosed: false,
});
