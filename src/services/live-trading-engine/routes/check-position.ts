/**
 * What the risk gate would say to an entry of this size.
 */
import Type from 'typebox';
import { decimalField, defineRoute, implement } from '../../contract/index.ts';
import { AssessmentView, assess, WishFields } from '../entry-wish.ts';

const CheckBody = Type.Object(
  { ...WishFields, amount: decimalField('a positive size in base coin, as a number or decimal text') },
  { additionalProperties: false },
);

export const checkPosition = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/position/check',
  scope: 'read',
  about: 'What the risk gate would say to an entry; nothing is sent. 200 also where it would refuse.',
  body: CheckBody,
  example: { symbol: 'BTCUSDT', side: 'long', amount: '0.001', leverage: 5 },
  response: AssessmentView,
  errors: [409, 503],
});

export const checkPositionRoute = implement(checkPosition, ({ body }, { engine, clock }) =>
  assess(engine, body, clock.now()),
);
