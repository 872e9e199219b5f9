/**
 * Takes over a position that was opened at the exchange by somebody else.
 */
import Type from 'typebox';
import {
  defineRoute,
  implement,
  PositionView,
  Problem,
  refusal,
  SymbolField,
  tradedInstrument,
  viewPosition,
} from '../../contract/index.ts';
import { SideWord, sideOf } from '../protection-levels.ts';

export const registerPosition = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/position/register',
  scope: 'trade',
  about:
    'Asks the exchange for the whole account at once and takes the position over, with a stop if it has none. 409 where ' +
    'it is known already, as every position of the engine is; 404 where the exchange holds no such position. Nothing is ' +
    'known here that the exchange does not hold: to open one there are POST /api/orders and ' +
    'POST /api/tp-sl-tsl/create-position.',
  body: Type.Object({ symbol: SymbolField, side: SideWord }, { additionalProperties: false }),
  example: { symbol: 'ETHUSDT', side: 'long' },
  response: Type.Object({ status: Type.Literal('registered'), position: PositionView, timestamp: Type.Number() }),
  errors: [404, 409, 422, 503, 504],
});

export const registerPositionRoute = implement(registerPosition, async ({ body }, { engine, clock, requestId }) => {
  const { symbol } = tradedInstrument(engine, body.symbol);
  const side = sideOf(body.side);
  const held = () => engine.positions().find((row) => row.symbol === symbol && row.side === side);
  const known = held();
  if (known)
    return new Problem(409, 'already-registered', {
      title: 'Registered already',
      detail: `${symbol} ${side} of ${known.size} is known already`,
      field: 'symbol',
      value: body.symbol,
      allowed: 'a position that GET /api/position/status does not show',
    });
  const reply = await engine.command({ kind: 'reconcile' }, requestId);
  if (!reply.ok) return refusal(reply);
  const found = held();
  if (found) return { status: 'registered' as const, position: viewPosition(found), timestamp: clock.now() };
  return new Problem(404, 'not-found', {
    title: 'Not found',
    detail: `the exchange was asked just now, and holds no ${side} position in ${symbol}`,
    field: 'symbol',
    value: body.symbol,
    allowed: 'a position that the exchange holds',
  });
});
