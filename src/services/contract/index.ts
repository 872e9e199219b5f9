/**
 * Routes as data: what servers, clients and documents share.
 * Invariant: runs in a browser; imports no Node module and no web server.
 */
export * from './client.ts';
export * from './control.ts';
export * from './decimal-text.ts';
export * from './engine-health.ts';
export * from './fields.ts';
export * from './implement.ts';
export * from './instruments.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './rows.ts';
export * from './service-name.ts';
