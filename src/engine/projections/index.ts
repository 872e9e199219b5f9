/**
 * Views of a running engine.
 */
export * from './projections.ts';
export { RunLists } from './run-lists.ts';
