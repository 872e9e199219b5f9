/**
 * Opens a position with stop and target by distances: a market order through the same gate as every other.
 */
import Type from 'typebox';
import { assert, type Lots, parseSteps } from '../../../domain/index.ts';
import type { EngineApi } from '../../../engine/api.ts';
import { defineRoute, implement, Problem, refusal } from '../../contract/index.ts';
import { LevelsView, levelsView } from '../protection-levels.ts';
import { type JudgedSignal, judge, SignalBody } from '../signal-wish.ts';

const Text = Type.String({ description: 'decimal text' });
/** The rule of the gate. */
const ONE_PER_SYMBOL = 'one-per-symbol';

export const createPosition = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/tp-sl-tsl/create-position',
  scope: 'trade',
  about:
    'Sends a market order with stop and target, which the exchange holds from the first fill; the trailing stop is moved ' +
    'by POST /api/tp-sl-tsl/update-price. 409 where the contract has a position or an entry already; 422 names the rule ' +
    'that refused. With the header Idempotency-Key a repeat gives the first answer.',
  body: SignalBody,
  example: { symbol: 'ETHUSDT', side: 'long', leverage: 5 },
  response: Type.Object({
    order_id: Type.String(),
    symbol: Type.String(),
    side: Type.Enum(['long', 'short']),
    amount: Text,
    leverage: Type.Integer(),
    status: Type.String({ description: 'pending until the exchange has spoken' }),
    protection: LevelsView,
    timestamp: Type.Number(),
  }),
  errors: [409, 422, 503, 504],
});

export const createPositionRoute = implement(createPosition, async ({ body }, { engine, clock, requestId }) => {
  const now = clock.now();
  const judged = await judge(engine, body, now);
  if (judged instanceof Problem) return judged;
  const { instrument, side, levels, assessment } = judged;
  const { symbol } = instrument;
  const reply = await engine.command({ kind: 'open-position', ...orderOf(engine, judged) }, requestId);
  if (!reply.ok) return reply.rule === ONE_PER_SYMBOL ? duplicate(symbol) : refusal(reply);
  const { clientOid } = reply.details;
  assert(typeof clientOid === 'string', 'the reply to open-position names its order');
  return {
    order_id: clientOid,
    symbol,
    side,
    amount: assessment.amount,
    leverage: assessment.leverage,
    status: engine.orders().find((row) => row.clientOid === clientOid)?.status ?? 'pending',
    protection: levelsView(instrument, levels),
    timestamp: now,
  };
});

function orderOf(engine: EngineApi, { instrument, side, levels, assessment }: JudgedSignal) {
  return {
    symbol: instrument.symbol,
    positionSide: side,
    type: 'market',
    price: undefined,
    size: parseSteps(assessment.amount, instrument.lot, 'amount') as Lots,
    timeInForce: 'ioc',
    marginMode: engine.status().marginMode,
    leverage: assessment.leverage,
    stopLoss: levels.stop,
    takeProfit: levels.target,
  } as const;
}

const duplicate = (symbol: string): Problem =>
  new Problem(409, 'duplicate-position', {
    title: 'Duplicate',
    detail: `${symbol} has a position or an entry under way already`,
    rule: ONE_PER_SYMBOL,
  });
