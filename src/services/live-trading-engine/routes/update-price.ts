/**
 * Moves the stop of an open position to where its trailing stop belongs at the exchange's newest price.
 */
import Type from 'typebox';
import { formatPrice, type Instrument, parsePrice } from '../../../domain/index.ts';
import type { PositionRow } from '../../../engine/api.ts';
import {
  decimalField,
  defineRoute,
  implement,
  notFound,
  refusal,
  SideField,
  SymbolField,
  tradedInstrument,
} from '../../contract/index.ts';
import { noPrice } from '../entry-wish.ts';
import { DistanceFields, priceField } from '../protection-levels.ts';
import { differenceOf, type Trailing, trailingOf } from '../trailing.ts';

const Text = Type.String({ description: 'decimal text' });
const { trailing_percent, activation_percent } = DistanceFields;

export const updatePrice = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/tp-sl-tsl/update-price',
  scope: 'trade',
  about:
    'Trails the stop of an open position: once the newest price of the exchange has come as far as the activation, the ' +
    'stop is moved behind it, and only ever towards profit. A price in the body is compared with that of the exchange ' +
    'and never believed: 409 where they differ by more than 1 %.',
  body: Type.Object(
    {
      symbol: SymbolField,
      side: SideField,
      price: Type.Optional(decimalField('the price as you know it')),
      trailing_percent,
      activation_percent,
    },
    { additionalProperties: false },
  ),
  example: { symbol: 'BTCUSDT' },
  response: Type.Object({
    symbol: Type.String(),
    side: Type.Enum(['long', 'short']),
    price: Type.String({ description: 'the newest one of the exchange, as decimal text' }),
    entry_price: Text,
    activated: Type.Boolean({ description: 'the price has come as far as the activation' }),
    activation_price: Text,
    moved: Type.Boolean({ description: 'the exchange was asked to move the stop' }),
    stop_loss: Type.Optional(Type.String({ description: 'where the stop stands, or was asked to stand' })),
    timestamp: Type.Number(),
  }),
  errors: [404, 409, 422, 503, 504],
});

export const updatePriceRoute = implement(updatePrice, async ({ body }, { engine, clock, requestId }) => {
  const { symbol: text, side, price: given, ...distances } = body;
  const instrument = tradedInstrument(engine, text);
  const { symbol } = instrument;
  const [row, other] = engine.positions().filter((one) => one.symbol === symbol && one.side === (side ?? one.side));
  if (row === undefined) return notFound('symbol', text, 'a contract of GET /api/tp-sl-tsl/positions');
  if (other !== undefined) return notFound('side', '', 'long or short, because both are open');
  const newest = engine.ticker(symbol)?.last;
  if (newest === undefined) return noPrice(symbol);
  const price = parsePrice(instrument, newest);
  const difference =
    given === undefined ? undefined : differenceOf(instrument, priceField(instrument, 'price', given), price);
  if (difference) return difference;
  const trailing = trailingOf(instrument, { row, price }, distances);
  const isMoved = trailing.isActive && isTighter(instrument, row, trailing);
  if (isMoved) {
    const { stop: stopLoss } = trailing;
    const command = { kind: 'move-stop', symbol, positionSide: row.side, stopLoss } as const;
    const reply = await engine.command(command, requestId);
    if (!reply.ok) return refusal(reply);
  }
  return {
    ...viewOf(instrument, row, trailing),
    ...stopOf(instrument, row, isMoved ? trailing : undefined),
    moved: isMoved,
    timestamp: clock.now(),
  };
});

const viewOf = (instrument: Instrument, row: PositionRow, { price, isActive, activation }: Trailing) => ({
  symbol: row.symbol,
  side: row.side,
  price: formatPrice(instrument, price),
  entry_price: row.entryPrice,
  activated: isActive,
  activation_price: formatPrice(instrument, activation),
});

function stopOf(instrument: Instrument, row: PositionRow, moved: Trailing | undefined) {
  const stop_loss = moved ? formatPrice(instrument, moved.stop) : row.stopLoss;
  return stop_loss === undefined ? {} : { stop_loss };
}

function isTighter(instrument: Instrument, { side, stopLoss }: PositionRow, { stop }: Trailing): boolean {
  if (stopLoss === undefined) return true;
  const stands = parsePrice(instrument, stopLoss);
  return side === 'long' ? stop > stands : stop < stands;
}
