/**
 * Structured logs.
 * Invariant: one JSON object a line.
 */
export { createLog, type Log, type LogFields, type LogOptions, silentLog } from './log.ts';
