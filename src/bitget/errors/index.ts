/**
 * What can go wrong with Bitget, and what it means for the request.
 */
export { BitgetError, isNotFound, lostAnswer, neverSent, refusedByBitget } from './bitget-error.ts';
export { type Trouble, type TroubleName, troubleOf, troubles } from './categories.ts';
export { type BitgetErrorKind, type CodeMeaning, kindsOfCodes, meaningOf } from './codes.ts';
export { officialCodes, officialText } from './official-codes.ts';
