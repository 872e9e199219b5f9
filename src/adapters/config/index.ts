/**
 * The environment, read once and checked.
 * Invariant: nothing outside this folder reads process.env.
 */
export { checkEnvironment, problemsOf } from './check-env.ts';
export { allowedText, type Definition, defaultText, type Section } from './definition.ts';
export { definitions, KEY_NAMES, LOG_LEVELS, type LogLevel, type Network, sections } from './definitions/index.ts';
export { type EffectiveRow, effectiveConfig } from './effective-config.ts';
export { ENV_FILE, type EnvFile, loadEnvFile, readEnvFile, writeEnvFile } from './env-file.ts';
export { envText } from './env-text.ts';
export {
  type AlertsConfig,
  type DiscordConfig,
  type EmailConfig,
  readAlerts,
  type TelegramConfig,
  type WebhookConfig,
} from './read-alerts.ts';
export { type EnvCredentials, readCredentials, requireCredentials } from './read-credentials.ts';
export { type EnvConfig, readEnv, readScoring, type ScoringConfig, type ServicePorts } from './read-env.ts';
export { type GatewayCredentials, readGatewayCredentials } from './read-gateway.ts';
export {
  type LocksConfig,
  readLocks,
  readSecretsFile,
  readSecretsPassphrase,
  readToken,
} from './read-locks.ts';
export { checkNetwork, readAddressOverride, readRequestsPerSecond } from './read-network.ts';
export { readTraceEndpoint } from './read-tracing.ts';
export { storedSecrets, useStoredSecrets } from './stored-secrets.ts';
export { checkVariable, type Env } from './variables.ts';
