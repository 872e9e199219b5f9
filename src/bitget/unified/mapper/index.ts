/**
 * Between the Unified wire and the domain.
 * Invariant: pure; what leaves here has no field name of the exchange, but for public frames in their Classic form.
 */
export { decodeRecord, decodeUnifiedAccount, needsMargin } from './account.ts';
export { decodeUnifiedFill, type UnifiedFillRow } from './fill.ts';
export { decodeUnifiedInstrument, isPerpetual } from './instrument.ts';
export { decodePublicPush, encodeTopic } from './market.ts';
export { CATEGORY, decodeUnifiedOrder, encodeUnifiedOrder, type UnifiedOrderRow } from './order.ts';
export { decodeUnifiedPosition, isHeld } from './position.ts';
export { decodeStrategy, encodeLeg, encodeStrategy, type StrategyRow, strategyIdOf } from './trigger.ts';
