/**
 * An entry that is only thought of: what POST /api/position/size and /api/position/check take and tell.
 * Invariant: nothing is sent; the answer is the risk gate's own.
 */
import Type, { type Static } from 'typebox';
import { InvalidInput, type Lots, parseSteps, type Ticks } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import {
  type DecimalField,
  decimalField,
  decimalText,
  Problem,
  SymbolField,
  tradedInstrument,
} from '../contract/index.ts';

const LEVERAGE = 20;
const Text = Type.String({ description: 'decimal text' });

export const WishFields = {
  symbol: SymbolField,
  side: Type.Enum(['buy', 'sell', 'long', 'short'], { description: 'buy or long, sell or short' }),
  price: Type.Optional(decimalField('a positive price; absent: the newest one')),
  stop_loss: Type.Optional(decimalField('a positive price; absent: the default stop distance is used')),
  leverage: Type.Optional(Type.Integer({ minimum: 1, maximum: 125, description: 'a whole number from 1 to 125' })),
};

export const WishBody = Type.Object(WishFields, { additionalProperties: false });

export const AssessmentView = Type.Object({
  symbol: Type.String(),
  side: Type.Enum(['long', 'short']),
  allowed: Type.Boolean(),
  rule: Type.Optional(Type.String({ description: 'the rule that would refuse' })),
  details: Type.Record(Type.String(), Type.Unknown()),
  price: Text,
  stop_loss: Text,
  amount: Text,
  suggested_amount: Type.String({ description: 'the size that risks what a trade may, as decimal text' }),
  leverage: Type.Integer(),
  loss_at_stop: Type.String({ description: 'USDT with the fees of both ways, as decimal text' }),
  margin: Text,
  notional: Text,
  timestamp: Type.Number(),
});

export type Wish = Static<typeof WishBody> & { readonly amount?: DecimalField };

export const noPrice = (symbol: string): Problem =>
  new Problem(503, 'no-price', {
    title: 'No price',
    detail: `there is no price of ${symbol} yet`,
    outcome: 'not-sent',
  });

/** @throws InvalidInput for what does not fit the contract. */
export async function assess(
  engine: EngineApi,
  wish: Wish,
  at: number,
): Promise<Static<typeof AssessmentView> | Problem> {
  const instrument = tradedInstrument(engine, wish.symbol);
  const { symbol } = instrument;
  const side = wish.side === 'buy' || wish.side === 'long' ? 'long' : 'short';
  const leverage = wish.leverage ?? Math.min(engine.risk().leverages[symbol] ?? LEVERAGE, instrument.leverageMax);
  const steps = (field: 'price' | 'stop_loss'): Ticks | undefined => {
    const given = wish[field];
    if (given === undefined) return undefined;
    const price = parseSteps(decimalText(given), instrument.tick, field) as Ticks;
    if (price === 0) throw new InvalidInput(field, decimalText(given), 'a price above 0');
    return price;
  };
  const price = steps('price');
  const row = await engine.assess({
    symbol,
    positionSide: side,
    type: price === undefined ? 'market' : 'limit',
    price,
    size:
      wish.amount === undefined ? undefined : (parseSteps(decimalText(wish.amount), instrument.lot, 'amount') as Lots),
    timeInForce: price === undefined ? 'ioc' : 'gtc',
    marginMode: engine.status().marginMode,
    leverage,
    stopLoss: steps('stop_loss'),
    takeProfit: undefined,
  });
  if (row === undefined) return noPrice(symbol);
  return {
    symbol,
    side,
    allowed: row.isAllowed,
    ...(row.rule === undefined ? {} : { rule: row.rule }),
    details: { ...row.details },
    price: row.price,
    stop_loss: row.stopLoss,
    amount: row.size,
    suggested_amount: row.sizeForRisk,
    leverage,
    loss_at_stop: row.lossAtStop,
    margin: row.margin,
    notional: row.notional,
    timestamp: at,
  };
}
