/**
 * The field types that only the Unified API has.
 * Invariant: requests name the category in upper case; sockets name it in lower case.
 */
import { Type } from 'typebox';
import { Count, EpochMs, OneOf, OrderId } from '../../protocol/fields.ts';

export const Category = OneOf('USDT-FUTURES');
export const PosSide = OneOf('long', 'short');
export const ReduceOnly = OneOf('yes', 'no', 'YES', 'NO');
export const TriggerBy = OneOf('market', 'mark');
export const TpslMode = OneOf('full', 'partial');
export const StrategyType = OneOf('tpsl', 'trigger');
export const Interval = OneOf('1m', '3m', '5m', '15m', '30m', '1H', '4H', '6H', '12H', '1D');
export const PriceType = OneOf('market', 'mark', 'index', 'premium');

/** What pages lists back in time: pass the previous page's `cursor`. */
export const Paging = {
  startTime: Type.Optional(EpochMs),
  endTime: Type.Optional(EpochMs),
  limit: Type.Optional(Count),
  cursor: Type.Optional(OrderId),
};

/** The bare word "success" of calls that set something. */
export const Done = Type.Union([Type.String(), Type.Null()]);
