/**
 * The size that an entry may have.
 */
import { defineRoute, implement } from '../../contract/index.ts';
import { AssessmentView, assess, WishBody } from '../entry-wish.ts';

export const sizePosition = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/position/size',
  scope: 'read',
  about: 'How large an entry may be: the size that loses at its stop what a trade may risk.',
  body: WishBody,
  example: { symbol: 'BTCUSDT', side: 'long', leverage: 5 },
  response: AssessmentView,
  errors: [409, 503],
});

export const sizePositionRoute = implement(sizePosition, ({ body }, { engine, clock }) =>
  assess(engine, body, clock.now()),
);
