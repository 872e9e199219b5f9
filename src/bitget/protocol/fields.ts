/**
 * The field types that Bitget's messages are made of.
 * Invariant: requests are strict (a misspelt field is refused), responses are tolerant (unknown fields pass,
 * numbers may come as text or as JSON numbers, lists and unread fields may be null).
 */
import { type Static, type TLiteral, type TProperties, type TSchema, type TUnion, Type } from 'typebox';

/** A request body or query: every field is named, nothing else is allowed. */
export const Request = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

type Literals<V extends readonly string[]> = { -readonly [K in keyof V]: TLiteral<V[K]> };

/** A literal out of a list. */
export const OneOf = <const V extends readonly string[]>(...values: V): TUnion<Literals<V>> =>
  Type.Union(values.map((value) => Type.Literal(value))) as unknown as TUnion<Literals<V>>;

/** The documentation writes both forms, and the exchange takes both. */
export const ProductType = OneOf('USDT-FUTURES', 'usdt-futures');
export const MarginCoin = OneOf('USDT', 'usdt');
export const SymbolName = Type.String({ minLength: 1, maxLength: 32 });

/** A plain positive decimal such as "0.001". */
export const Decimal = Type.String({ pattern: '^\\d{1,20}(\\.\\d{1,20})?$' });
/** A decimal that may be negative. */
export const SignedDecimal = Type.String({ pattern: '^-?\\d{1,20}(\\.\\d{1,20})?$' });
/** A decimal, or "" where the field means "none". */
export const DecimalOrEmpty = Type.String({ pattern: '^(\\d{1,20}(\\.\\d{1,20})?)?$' });
export const Count = Type.String({ pattern: '^\\d{1,4}$' });
/** Epoch milliseconds as text. */
export const EpochMs = Type.String({ pattern: '^\\d{1,16}$' });
export const OrderId = Type.String({ maxLength: 64 });
export const ClientOid = Type.String({ pattern: '^[0-9A-Za-z_:#+. -]{0,50}$' });

/** Text that Viper reads. */
export const Text = Type.String();
/** A number that Viper reads: text by the documentation, a JSON number now and then; may be "". */
export const Numeral = Type.Union([Type.String(), Type.Number()]);
/** Read when present. */
export const MaybeText = Type.Optional(Type.Union([Type.String(), Type.Null()]));
export const MaybeNumeral = Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()]));
/** Documented, and never read by Viper. */
export const Unread = Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]));

/** One side of an order book: [price, size], or the list as JSON text where a reader has left it so. */
export const Levels = Type.Union([Type.Array(Type.Array(Numeral, { minItems: 2 })), Type.String()]);

/** A list that may be null, which means empty. */
export const Rows = <S extends TSchema>(row: S) => Type.Union([Type.Array(row), Type.Null()]);

export type Numeral = Static<typeof Numeral>;

export const Side = OneOf('buy', 'sell');
export const TradeSide = OneOf('open', 'close');
export const MarginMode = OneOf('isolated', 'crossed');
export const PositionMode = OneOf('one_way_mode', 'hedge_mode');
export const HoldSide = OneOf('long', 'short');
export const OrderType = OneOf('limit', 'market');
export const Force = OneOf('gtc', 'ioc', 'fok', 'post_only');
export const ReduceOnly = OneOf('YES', 'NO');
export const StpMode = OneOf('none', 'cancel_taker', 'cancel_maker', 'cancel_both');
export const TriggerType = OneOf('fill_price', 'mark_price');
export const TpslPlanType = OneOf('profit_plan', 'loss_plan', 'moving_plan', 'pos_profit', 'pos_loss');
export const Granularity = OneOf(
  ...(['1m', '3m', '5m', '15m', '30m', '1H', '4H', '6H', '12H', '1D', '3D', '1W', '1M'] as const),
  ...(['6Hutc', '12Hutc', '1Dutc', '3Dutc', '1Wutc', '1Mutc'] as const),
);

/** What pages lists back in time: pass the previous page's `endId` as `idLessThan`. */
export const Paging = {
  idLessThan: Type.Optional(OrderId),
  startTime: Type.Optional(EpochMs),
  endTime: Type.Optional(EpochMs),
  limit: Type.Optional(Count),
};
