/**
 * Traces by OpenTelemetry. To be imported when it is asked for, and not before.
 */
export { openTracing, type Tracing, type TracingOptions } from './open-tracing.ts';
