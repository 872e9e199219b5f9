/**
 * A market that happens elsewhere at this moment.
 * Invariant: opens no connection; what it plays is handed in.
 */
export { LiveSource } from './live-source.ts';
