/**
 * Between Bitget's wire and the domain: the only place that knows both vocabularies.
 * Invariant: pure; what leaves here has no field name of the exchange.
 */
export { decodeAccount, decodeBill } from './account.ts';
export { decodeFill, type FillRow, type KnownOrder } from './fill.ts';
export { type ContractRow, decodeInstrument } from './instrument.ts';
export { decodeLevels, pairsOf, type WireLevels } from './levels.ts';
export { decodeCandle, decodeTicker, decodeTrade } from './market.ts';
export { countOf, textOf, timeOf } from './numeral.ts';
export { decodeOrder, decodeStreamedOrder, encodeOrder, MARGIN_COIN, type OrderRow, PRODUCT } from './order.ts';
export { decodePosition, isOpen } from './position.ts';
export { decodeSides, encodeSides, type Purpose } from './sides.ts';
export { decodeStreamedTrigger, decodeTrigger, encodeTrigger, type PlanRow, planTypeOf } from './trigger.ts';
export { decodeMarginMode, decodePositionMode, encodePositionMode, encodeTriggerType } from './words.ts';
