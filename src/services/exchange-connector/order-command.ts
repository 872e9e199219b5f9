/**
 * From the documented order body to the exact command of the engine.
 * Invariant: what does not fit the instrument's steps and bounds is refused by name, never rounded.
 */
import Type, { type Static } from 'typebox';
import {
  type Command,
  formatMoney,
  formatSize,
  type Instrument,
  InvalidInput,
  type Lots,
  lots,
  type MarginMode,
  type Money,
  money,
  notional,
  parsePrice,
  parseSteps,
  type Ticks,
} from '../../domain/index.ts';
import { type DecimalField, decimalField, decimalText, SymbolField } from '../contract/index.ts';

export const LEVERAGE_MAX = 125;

export const OrderBody = Type.Object(
  {
    symbol: SymbolField,
    side: Type.Enum(['buy', 'sell', 'long', 'short'], { description: 'buy or long, sell or short' }),
    type: Type.Enum(['market', 'limit']),
    amount: Type.Optional(
      decimalField('a positive size in base coin, as a number or decimal text; absent: POSITION_SIZE_USDT is used'),
    ),
    price: Type.Optional(decimalField('a positive limit price, as a number or decimal text')),
    leverage: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LEVERAGE_MAX,
        description: `a whole number from 1 to ${LEVERAGE_MAX}; absent: what POST /api/leverage has set, else DEFAULT_LEVERAGE`,
      }),
    ),
    stop_loss: Type.Optional(decimalField('a positive trigger price; absent: the default stop distance is used')),
    take_profit: Type.Optional(decimalField('a positive trigger price')),
  },
  { additionalProperties: false },
);

export type OrderBody = Static<typeof OrderBody>;
export type OpenPosition = Extract<Command, { kind: 'open-position' }>;

/** What an order takes where it says nothing. */
export type OrderDefaults = {
  readonly leverage: number;
  /** Notional in USDT. */
  readonly size: Money;
};

export const DOCUMENTED_DEFAULTS: OrderDefaults = { leverage: 20, size: money('100') };

export type OrderContext = {
  readonly marginMode: MarginMode;
  readonly defaults: OrderDefaults;
  /** Set by hand, by symbol. */
  readonly leverages: Readonly<Record<string, number>>;
  /** Newest price as decimal text; a market order without a size needs one. */
  readonly price: string | undefined;
};

/** @throws InvalidInput naming field, value and what is allowed. */
export function toOpenPosition(body: OrderBody, instrument: Instrument, context: OrderContext): OpenPosition {
  const { marginMode, defaults, leverages } = context;
  checkPriceGiven(body);
  const leverage = body.leverage ?? usualLeverage(instrument, defaults, leverages);
  checkLeverage(leverage, instrument);
  const price = priceOf(instrument, 'price', body.price);
  return {
    kind: 'open-position',
    symbol: instrument.symbol,
    positionSide: body.side === 'buy' || body.side === 'long' ? 'long' : 'short',
    type: body.type,
    price,
    size:
      body.amount === undefined
        ? usualSize(instrument, context, price)
        : sizeOf(instrument, { ...body, amount: body.amount }),
    timeInForce: body.type === 'market' ? 'ioc' : 'gtc',
    marginMode,
    leverage,
    stopLoss: priceOf(instrument, 'stop_loss', body.stop_loss),
    takeProfit: priceOf(instrument, 'take_profit', body.take_profit),
  };
}

/** Of an order that names none. */
export const usualLeverage = (
  { symbol, leverageMax }: Instrument,
  defaults: OrderDefaults,
  leverages: OrderContext['leverages'],
): number => Math.min(leverages[symbol] ?? defaults.leverage, leverageMax);

function checkPriceGiven({ type, price }: OrderBody): void {
  if (type === 'limit' && price === undefined) throw new InvalidInput('price', price, 'a price, because type is limit');
  if (type === 'market' && price !== undefined)
    throw new InvalidInput('price', price, 'no price, because type is market');
}

function checkLeverage(leverage: number, { symbol, leverageMin, leverageMax }: Instrument): void {
  if (leverage >= leverageMin && leverage <= leverageMax) return;
  throw new InvalidInput('leverage', leverage, `${leverageMin} to ${leverageMax} for ${symbol}`);
}

/** The largest size that is worth no more than usual. @throws InvalidInput where that is below the smallest order. */
function usualSize(instrument: Instrument, { defaults, price: newest }: OrderContext, limit: Ticks | undefined): Lots {
  const price = limit ?? (newest === undefined ? undefined : parsePrice(instrument, newest));
  if (price === undefined) throw new InvalidInput('amount', undefined, 'a size, because there is no price yet');
  const size = Number(defaults.size / notional(instrument, price, lots(1)));
  if (size >= instrument.sizeMin) return lots(size);
  const worth = `${formatMoney(defaults.size)} USDT are less than the smallest order, ${formatSize(instrument, instrument.sizeMin)}`;
  throw new InvalidInput('amount', undefined, `a size, because ${worth} ${instrument.base}`);
}

export function sizeOf(
  instrument: Instrument,
  { amount, type }: { readonly amount: DecimalField; readonly type: 'market' | 'limit' },
): Lots {
  const text = decimalText(amount);
  const max = type === 'market' ? instrument.marketSizeMax : instrument.sizeMax;
  const size = parseSteps(text, instrument.lot, 'amount') as Lots;
  if (size >= instrument.sizeMin && size <= max) return size;
  const bounds = `${formatSize(instrument, instrument.sizeMin)} to ${formatSize(instrument, max)}`;
  throw new InvalidInput('amount', text, `${bounds} ${instrument.base} in a ${type} order`);
}

export function priceOf(instrument: Instrument, field: string, value: DecimalField | undefined): Ticks | undefined {
  if (value === undefined) return undefined;
  const text = decimalText(value);
  const price = parseSteps(text, instrument.tick, field) as Ticks;
  if (price === 0) throw new InvalidInput(field, text, 'a price above 0');
  return price;
}
