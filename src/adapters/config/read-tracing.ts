/**
 * Where traces go. Invariant: undefined unless somebody has said where.
 */
import { tracing } from './definitions/index.ts';
import { checkVariable, type Env, textOf } from './variables.ts';

/** OTEL_EXPORTER_OTLP_ENDPOINT. @throws InvalidInput for what is no address. */
export function readTraceEndpoint(env: Env = process.env): string | undefined {
  checkVariable(env, tracing.endpoint);
  return textOf(env, tracing.endpoint.name)?.trim() || undefined;
}
