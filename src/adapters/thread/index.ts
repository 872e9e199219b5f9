/**
 * Talking to another thread of this process.
 */
export { type ErrorWire, errorFromWire, errorToWire } from './error-wire.ts';
export { type Link, linkOver } from './link.ts';
