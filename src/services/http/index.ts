/**
 * The web server around routes, and its locks.
 */
export type { Guard } from './guard.ts';
export * from './locks.ts';
export { openApiOf } from './open-api.ts';
export type { RateLimits } from './rate-limits.ts';
export { SECURITY_HEADERS } from './security.ts';
export * from './serve.ts';
export type { Service } from './service.ts';
export { addSessionRoutes } from './session-routes.ts';
export { createSessions } from './sessions.ts';
