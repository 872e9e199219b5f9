/**
 * The words of Viper: values and their exact arithmetic.
 * Invariant: imports nothing outside this folder; pure.
 */
export type * from './account.ts';
export type * from './brand.ts';
export type * from './commands.ts';
export * from './decimal.ts';
export * from './depth.ts';
export * from './errors.ts';
export type * from './events.ts';
export * from './hash.ts';
export * from './instrument.ts';
export * from './json.ts';
export * from './market.ts';
export * from './money.ts';
export * from './order.ts';
export * from './schema.ts';
export type * from './session.ts';
export * from './symbol.ts';
export * from './trigger.ts';
