/**
 * Opens a position by hand: through the same inbox and the same risk gate as every strategy.
 */
import Type from 'typebox';
import { assert, formatPrice, formatSize, type Instrument } from '../../../domain/index.ts';
import { defineRoute, implement, refusal, tradedInstrument } from '../../contract/index.ts';
import { type OpenPosition, OrderBody, type OrderDefaults, toOpenPosition } from '../order-command.ts';

const Decimal = Type.String({ description: 'decimal text' });

export const placeOrder = defineRoute({
  service: 'exchange-connector',
  method: 'POST',
  path: '/api/orders',
  scope: 'trade',
  about:
    'Opens a long (buy, long) or a short (sell, short). With the header Idempotency-Key a repeat gives the first answer. ' +
    '422 names the risk rule that refused.',
  body: OrderBody,
  example: { symbol: 'BTCUSDT_UMCBL', side: 'long', type: 'market', amount: '0.001', leverage: 5 },
  response: Type.Object({
    order_id: Type.String(),
    symbol: Type.String(),
    side: Type.Enum(['long', 'short']),
    type: Type.Enum(['market', 'limit']),
    amount: Decimal,
    price: Type.Optional(Decimal),
    leverage: Type.Integer(),
    stop_loss: Type.Optional(Decimal),
    take_profit: Type.Optional(Decimal),
    status: Type.String({ description: 'pending until the exchange has spoken' }),
    timestamp: Type.Number(),
  }),
  errors: [409, 422, 503, 504],
});

export const placeOrderRoute = (defaults: OrderDefaults) =>
  implement(placeOrder, async ({ body }, { engine, clock, requestId }) => {
    const instrument = tradedInstrument(engine, body.symbol);
    const price = engine.ticker(instrument.symbol)?.last;
    const { marginMode } = engine.status();
    const { leverages } = engine.risk();
    const command = toOpenPosition(body, instrument, { marginMode, defaults, leverages, price });
    const reply = await engine.command(command, requestId);
    if (!reply.ok) return refusal(reply);
    const { clientOid } = reply.details;
    assert(typeof clientOid === 'string', 'the reply to open-position names its order');
    const row = engine.orders().find((order) => order.clientOid === clientOid);
    return {
      order_id: clientOid,
      ...echo(command, instrument),
      status: row?.status ?? 'pending',
      timestamp: row?.at ?? clock.now(),
    };
  });

const echo = (command: OpenPosition, instrument: Instrument) => ({
  symbol: command.symbol,
  side: command.positionSide,
  type: command.type,
  amount: formatSize(instrument, command.size),
  leverage: command.leverage,
  ...(command.price === undefined ? {} : { price: formatPrice(instrument, command.price) }),
  ...(command.stopLoss === undefined ? {} : { stop_loss: formatPrice(instrument, command.stopLoss) }),
  ...(command.takeProfit === undefined ? {} : { take_profit: formatPrice(instrument, command.takeProfit) }),
});
