/**
 * Recorded streams of depth, best quotes and trades.
 * Invariant: the file decides; nothing is invented.
 */
export { openRecordedSource, type RecordedSource } from './recorded-source.ts';
