/**
 * The environment, read once and checked.
 * Invariant: nothing outside this folder reads process.env.
 */
export { type EnvCredentials, type Network, readCredentials, requireCredentials } from './read-credentials.ts';
export { type EnvConfig, LOG_LEVELS, type LogLevel, readEnv, type ServicePorts } from './read-env.ts';
export { checkNetwork, readAddressOverride, readRequestsPerSecond } from './read-network.ts';
export type { Env } from './variables.ts';
