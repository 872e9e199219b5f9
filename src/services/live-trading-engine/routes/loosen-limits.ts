/**
 * Gives limits that were made tighter by hand their configured values back.
 */
import Type from 'typebox';
import { defineRoute, implement, refusal } from '../../contract/index.ts';
import { LIMIT_KEYS, LIMIT_NAMES, LimitsView, limitsView } from '../risk-view.ts';

export const loosenLimits = defineRoute({
  service: 'live-trading-engine',
  method: 'DELETE',
  path: '/api/limits',
  scope: 'admin',
  about: 'Takes back what POST /api/limits has made tighter: one limit, or all; never beyond what is configured.',
  query: Type.Object(
    { limit: Type.Optional(Type.Enum(LIMIT_NAMES, { description: 'one limit; absent: all of them' })) },
    { additionalProperties: false },
  ),
  response: LimitsView,
  errors: [409, 422, 503, 504],
});

export const loosenLimitsRoute = implement(loosenLimits, async ({ query: { limit } }, { engine, requestId }) => {
  const limits = limit === undefined ? undefined : [LIMIT_KEYS[limit]];
  const reply = await engine.command({ kind: 'loosen-limits', limits }, requestId);
  return reply.ok ? limitsView(engine.risk()) : refusal(reply);
});
