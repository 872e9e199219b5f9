/**
 * The equity curve.
 */
import Type from 'typebox';
import { CountField, countOf, defineRoute, EquityPointSchema, implement, listOf } from '../../contract/index.ts';

const POINTS_DEFAULT = 1_000;

export const getEquity = defineRoute({
  service: 'dashboard',
  method: 'GET',
  path: '/api/equity',
  scope: 'read',
  about: 'The latest points of the equity curve, oldest first.',
  query: Type.Object({ limit: Type.Optional(CountField) }, { additionalProperties: false }),
  response: Type.Object({ points: listOf(EquityPointSchema) }),
  errors: [],
});

export const getEquityRoute = implement(getEquity, ({ query }, { engine }) => ({
  points: engine.equity(countOf(query.limit, POINTS_DEFAULT)),
}));
