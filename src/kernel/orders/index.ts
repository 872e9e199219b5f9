/**
 * Our orders, our triggers, and what protects each position.
 */
export type { Amendment, OrderTerms, WantedTerms } from './amendment.ts';
export type * from './entry-plan.ts';
export * from './order-desk.ts';
export * from './protection.ts';
export * from './trigger-desk.ts';
