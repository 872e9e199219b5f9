/**
 * What a service is to the web server: its name and its routes.
 */
import type { FastifyInstance } from 'fastify';
import type { Implementation, ServiceName } from '../contract/index.ts';

export type Service = {
  readonly name: ServiceName;
  readonly about: string;
  readonly routes: readonly Implementation[];
  /** What is neither a JSON route nor the live stream: files. Not in the OpenAPI document. */
  readonly extend?: (app: FastifyInstance) => void | Promise<void>;
};
