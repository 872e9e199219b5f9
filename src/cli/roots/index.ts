/**
 * What the commands ask of the composition roots, one file per group of commands.
 * Invariant: types only.
 */
export type * from './backups.ts';
export type * from './checked.ts';
export type * from './config.ts';
export type * from './controls.ts';
export type * from './diagnosis.ts';
export type * from './ending.ts';
export type * from './exchange.ts';
export type * from './locks.ts';
export type * from './new-strategy.ts';
export type * from './recorded.ts';
export type { Roots } from './roots.ts';
export type * from './scoring.ts';
export type * from './services.ts';
export type * from './start.ts';
export type * from './symbols.ts';
export type * from './trades.ts';
