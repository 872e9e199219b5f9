/**
 * Closes a position at market, all of it or a part: offered by the exchange connector and by the trading engine.
 * Invariant: the order only reduces.
 */
import Type from 'typebox';
import { assert, type Lots, parseSteps } from '../../domain/index.ts';
import { decimalField, decimalText } from './decimal-text.ts';
import { SymbolParams } from './fields.ts';
import { type Implementation, implement } from './implement.ts';
import { tradedInstrument } from './instruments.ts';
import { notFound, refusal } from './problem.ts';
import { defineRoute } from './route.ts';
import type { ServiceName } from './service-name.ts';

export const defineClosePosition = (service: ServiceName) =>
  defineRoute({
    service,
    method: 'POST',
    path: '/api/positions/:symbol/close',
    scope: 'trade',
    about: 'Closes at market with an order that only reduces; `amount` closes a part of it. Answered by the exchange.',
    params: SymbolParams,
    body: Type.Object(
      {
        side: Type.Optional(
          Type.Enum(['long', 'short'], { description: 'long or short; needed only where both are open' }),
        ),
        amount: Type.Optional(decimalField('a positive size in base coin; absent: all of it')),
      },
      { additionalProperties: false },
    ),
    example: { amount: '0.001' },
    response: Type.Object({
      order_id: Type.String(),
      symbol: Type.String(),
      side: Type.Enum(['long', 'short']),
      status: Type.String(),
      timestamp: Type.Number(),
    }),
    errors: [404, 409, 422, 503, 504],
  });

export const implementClosePosition = (route: ReturnType<typeof defineClosePosition>): Implementation =>
  implement(route, async ({ params, body }, { engine, clock, requestId }) => {
    const instrument = tradedInstrument(engine, params.symbol);
    const { symbol } = instrument;
    const open = engine.positions().filter((row) => row.symbol === symbol && row.side === (body.side ?? row.side));
    const [position, other] = open;
    if (position === undefined) return notFound('symbol', params.symbol, 'a contract of GET /api/positions');
    if (other !== undefined) return notFound('side', '', 'long or short, because both are open');
    const size =
      body.amount === undefined ? undefined : (parseSteps(decimalText(body.amount), instrument.lot, 'amount') as Lots);
    const { side } = position;
    const reply = await engine.command({ kind: 'close-position', symbol, positionSide: side, size }, requestId);
    if (!reply.ok) return refusal(reply);
    const { clientOid, status } = reply.details;
    assert(typeof clientOid === 'string', 'the reply to close-position names its order');
    return { order_id: clientOid, symbol, side, status: String(status), timestamp: clock.now() };
  });
