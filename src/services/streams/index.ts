/**
 * Live streams: what happens in the engine, pushed to many readers over server-sent events and WebSocket.
 * Invariant: trading never waits for a reader; whoever is too slow is told so and dropped.
 */
export * from './add-streams.ts';
export type * from './sources.ts';
