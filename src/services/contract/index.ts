/**
 * Routes as data: what servers, clients and documents share.
 * Invariant: runs in a browser; imports no Node module and no web server.
 */
export * from './account-freshness.ts';
export * from './checked.ts';
export * from './client.ts';
export * from './close-position.ts';
export * from './control.ts';
export * from './decimal-text.ts';
export * from './engine-health.ts';
export * from './fields.ts';
export * from './implement.ts';
export * from './instruments.ts';
export * from './market-routes.ts';
export * from './position-view.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './rows.ts';
export * from './scope.ts';
export * from './service-name.ts';
export * from './stream.ts';
export { readStream, type StreamFetch, type StreamOptions } from './stream-client.ts';
