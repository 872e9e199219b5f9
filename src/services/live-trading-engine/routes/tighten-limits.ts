/**
 * Makes limits tighter until they are loosened.
 */
import Type from 'typebox';
import { type Command, InvalidInput, type Money, money, type Rate, rate } from '../../../domain/index.ts';
import { decimalField, decimalText, defineRoute, implement, refusal } from '../../contract/index.ts';
import { LimitsView, limitsView } from '../risk-view.ts';

const whole = (maximum: number) => Type.Optional(Type.Integer({ minimum: 1, maximum }));

export const tightenLimits = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/limits',
  scope: 'admin',
  about:
    'Makes limits tighter, at once and over restarts, until DELETE /api/limits; 422 for one that would be loosened.',
  body: Type.Object(
    {
      max_leverage: whole(125),
      risk_per_trade: Type.Optional(decimalField('a share of the equity, such as 0.01')),
      max_positions: whole(1_000),
      max_daily_loss: Type.Optional(decimalField('USDT above 0')),
      max_consecutive_losses: whole(1_000),
    },
    { additionalProperties: false },
  ),
  example: { max_positions: 5 },
  response: LimitsView,
  errors: [409, 422, 503, 504],
});

type Body = Parameters<Parameters<typeof implement<typeof tightenLimits>>[1]>[0]['body'];
type Limits = Extract<Command, { kind: 'tighten-limits' }>['limits'];

export const tightenLimitsRoute = implement(tightenLimits, async ({ body }, { engine, requestId }) => {
  const reply = await engine.command({ kind: 'tighten-limits', limits: limitsOf(body) }, requestId);
  return reply.ok ? limitsView(engine.risk()) : refusal(reply);
});

function limitsOf(body: Body): Limits {
  const { max_leverage, risk_per_trade, max_positions, max_daily_loss, max_consecutive_losses } = body;
  if (Object.keys(body).length === 0) throw new InvalidInput('body', body, 'at least one limit');
  return {
    ...(max_leverage !== undefined && { leverageMax: max_leverage }),
    ...(risk_per_trade !== undefined && { riskPerTrade: positive('risk_per_trade', rate, risk_per_trade) as Rate }),
    ...(max_positions !== undefined && { positionsMax: max_positions }),
    ...(max_daily_loss !== undefined && { dailyLossMax: positive('max_daily_loss', money, max_daily_loss) as Money }),
    ...(max_consecutive_losses !== undefined && { lossesMax: max_consecutive_losses }),
  };
}

/** @throws InvalidInput for zero and for more digits than there are. */
function positive(field: string, parse: (text: string) => bigint, value: string | number): bigint {
  const text = decimalText(value);
  try {
    const parsed = parse(text);
    if (parsed > 0n) return parsed;
  } catch (cause) {
    throw new InvalidInput(field, text, 'fewer digits', cause);
  }
  throw new InvalidInput(field, text, 'a number above 0');
}
