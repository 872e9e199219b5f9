/**
 * Views of a running engine.
 */
export * from './projections.ts';
