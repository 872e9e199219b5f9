/**
 * What can go wrong with Bitget, and what it means for the request.
 */
export { BitgetError, isNotFound, lostAnswer, neverSent, refusedByBitget } from './bitget-error.ts';
export { type BitgetErrorKind, type CodeMeaning, meaningOf } from './codes.ts';
