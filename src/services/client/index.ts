/**
 * The typed client of the services, for programs, pages and the command line.
 * Invariant: imports no Node module and no server.
 */
export {
  type CallOptions,
  type Gap,
  type ProblemFields,
  SERVICES,
  ServiceError,
  type ServiceKey,
  STREAM_TOPICS,
  type StreamFrame,
  type StreamOptions,
  type StreamTopic,
} from '../contract/index.ts';
export * from './viper-client.ts';
