/**
 * The embedded exchange's server: a Bitget on loopback.
 * Invariant: Bitget's names stay in here; the outside sees addresses, drivers and the core's own words.
 */

export { accountFrom } from './account-spec.ts';
export type { Barrier, LockstepDriver } from './drive/lockstep.ts';
export type { PacedDriver } from './drive/paced.ts';
export type { AccountFamily, Log, PaperAccount, PaperServerOptions } from './options.ts';
export { type PaperServer, startPaperServer } from './paper-server.ts';
