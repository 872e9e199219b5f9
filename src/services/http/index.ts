/**
 * The web server around routes.
 */
export { SECURITY_HEADERS } from './security.ts';
export * from './serve.ts';
