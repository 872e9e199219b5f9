/**
 * From the documented order body to the exact command of the engine.
 * Invariant: what does not fit the instrument's steps and bounds is refused by name, never rounded.
 */
import Type, { type Static } from 'typebox';
import {
  type Command,
  formatSize,
  type Instrument,
  InvalidInput,
  type Lots,
  type MarginMode,
  parseSteps,
  type Ticks,
} from '../../domain/index.ts';
import { type DecimalField, decimalField, decimalText, SymbolField } from '../contract/index.ts';

const LEVERAGE_MAX = 125;

export const OrderBody = Type.Object(
  {
    symbol: SymbolField,
    side: Type.Enum(['buy', 'sell', 'long', 'short'], { description: 'buy or long, sell or short' }),
    type: Type.Enum(['market', 'limit']),
    amount: decimalField('a positive size in base coin, as a number or decimal text'),
    price: Type.Optional(decimalField('a positive limit price, as a number or decimal text')),
    leverage: Type.Integer({
      minimum: 1,
      maximum: LEVERAGE_MAX,
      description: `a whole number from 1 to ${LEVERAGE_MAX}`,
    }),
    stop_loss: Type.Optional(decimalField('a positive trigger price; absent: the default stop distance is used')),
    take_profit: Type.Optional(decimalField('a positive trigger price')),
  },
  { additionalProperties: false },
);

export type OrderBody = Static<typeof OrderBody>;
export type OpenPosition = Extract<Command, { kind: 'open-position' }>;

/** @throws InvalidInput naming field, value and what is allowed. */
export function toOpenPosition(body: OrderBody, instrument: Instrument, marginMode: MarginMode): OpenPosition {
  checkPriceGiven(body);
  checkLeverage(body.leverage, instrument);
  return {
    kind: 'open-position',
    symbol: instrument.symbol,
    positionSide: body.side === 'buy' || body.side === 'long' ? 'long' : 'short',
    type: body.type,
    price: priceOf(instrument, 'price', body.price),
    size: sizeOf(instrument, body),
    timeInForce: body.type === 'market' ? 'ioc' : 'gtc',
    marginMode,
    leverage: body.leverage,
    stopLoss: priceOf(instrument, 'stop_loss', body.stop_loss),
    takeProfit: priceOf(instrument, 'take_profit', body.take_profit),
  };
}

function checkPriceGiven({ type, price }: OrderBody): void {
  if (type === 'limit' && price === undefined) throw new InvalidInput('price', price, 'a price, because type is limit');
  if (type === 'market' && price !== undefined)
    throw new InvalidInput('price', price, 'no price, because type is market');
}

function checkLeverage(leverage: number, { symbol, leverageMin, leverageMax }: Instrument): void {
  if (leverage >= leverageMin && leverage <= leverageMax) return;
  throw new InvalidInput('leverage', leverage, `${leverageMin} to ${leverageMax} for ${symbol}`);
}

function sizeOf(instrument: Instrument, { amount, type }: OrderBody): Lots {
  const text = decimalText(amount);
  const max = type === 'market' ? instrument.marketSizeMax : instrument.sizeMax;
  const size = parseSteps(text, instrument.lot, 'amount') as Lots;
  if (size >= instrument.sizeMin && size <= max) return size;
  const bounds = `${formatSize(instrument, instrument.sizeMin)} to ${formatSize(instrument, max)}`;
  throw new InvalidInput('amount', text, `${bounds} ${instrument.base} in a ${type} order`);
}

function priceOf(instrument: Instrument, field: string, value: DecimalField | undefined): Ticks | undefined {
  if (value === undefined) return undefined;
  const text = decimalText(value);
  const price = parseSteps(text, instrument.tick, field) as Ticks;
  if (price === 0) throw new InvalidInput(field, text, 'a price above 0');
  return price;
}
