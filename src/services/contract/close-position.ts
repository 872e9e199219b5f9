/**
 * Closes a position at market, all of it or a part: offered by the exchange connector and by the trading engine.
 * Invariant: the order only reduces.
 */
import Type, { type Static } from 'typebox';
import { assert, type Lots, parseSteps } from '../../domain/index.ts';
import { type DecimalField, decimalField, decimalText } from './decimal-text.ts';
import { SymbolParams } from './fields.ts';
import { type HandlerContext, type Implementation, implement } from './implement.ts';
import { tradedInstrument } from './instruments.ts';
import { notFound, type Problem, refusal } from './problem.ts';
import { defineRoute } from './route.ts';
import type { ServiceName } from './service-name.ts';

export const SideField = Type.Optional(
  Type.Enum(['long', 'short'], { description: 'long or short; needed only where both are open' }),
);

export const ClosedView = Type.Object({
  order_id: Type.String(),
  symbol: Type.String(),
  side: Type.Enum(['long', 'short']),
  status: Type.String(),
  timestamp: Type.Number(),
});

/** What `closePosition` answers besides: nothing is open, a rule refuses, the answer is lost. */
export const CLOSE_ERRORS = [404, 409, 422, 503, 504] as const;

export const defineClosePosition = (service: ServiceName) =>
  defineRoute({
    service,
    method: 'POST',
    path: '/api/positions/:symbol/close',
    scope: 'trade',
    about: 'Closes at market with an order that only reduces; `amount` closes a part of it. Answered by the exchange.',
    params: SymbolParams,
    body: Type.Object(
      { side: SideField, amount: Type.Optional(decimalField('a positive size in base coin; absent: all of it')) },
      { additionalProperties: false },
    ),
    example: { amount: '0.001' },
    response: ClosedView,
    errors: CLOSE_ERRORS,
  });

export const implementClosePosition = (route: ReturnType<typeof defineClosePosition>): Implementation =>
  implement(route, ({ params, body }, context) => closeBy(context, { ...params, ...body }));

type Wish = { readonly symbol: string; readonly side?: 'long' | 'short'; readonly amount?: DecimalField };

/** @throws InvalidInput for a symbol that is not traded, and a size that does not fit it. */
export async function closeBy(
  { engine, clock, requestId }: HandlerContext,
  wish: Wish,
): Promise<Static<typeof ClosedView> | Problem> {
  const instrument = tradedInstrument(engine, wish.symbol);
  const { symbol } = instrument;
  const open = engine.positions().filter((row) => row.symbol === symbol && row.side === (wish.side ?? row.side));
  const [position, other] = open;
  if (position === undefined) return notFound('symbol', wish.symbol, 'a contract of GET /api/positions');
  if (other !== undefined) return notFound('side', '', 'long or short, because both are open');
  const size =
    wish.amount === undefined ? undefined : (parseSteps(decimalText(wish.amount), instrument.lot, 'amount') as Lots);
  const { side } = position;
  const reply = await engine.command({ kind: 'close-position', symbol, positionSide: side, size }, requestId);
  if (!reply.ok) return refusal(reply);
  const { clientOid, status } = reply.details;
  assert(typeof clientOid === 'string', 'the reply to close-position names its order');
  return { order_id: clientOid, symbol, side, status: String(status), timestamp: clock.now() };
}
