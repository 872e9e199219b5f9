/**
 * Sends spans to a collector by OTLP over HTTP.
 * Invariant: loaded only where an endpoint is set; a collector that is slow or gone costs spans, never an order.
 */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, TracerProvider, type TracerProviderOptions } from '@opentelemetry/sdk-trace';
import { OrderTracer } from './order-tracer.ts';

const EXPORT_TIMEOUT_MS = 3_000;
const EXPORT_EVERY_MS = 1_000;
const QUEUE_MAX = 4_096;

export type TracingOptions = {
  /** Of the collector, such as http://127.0.0.1:4318. */
  readonly endpoint: string;
  readonly attributes: Readonly<Record<string, string>>;
};

export type Tracing = {
  readonly orders: OrderTracer;
  /** Sends what is there, within some seconds. */
  close(): Promise<void>;
};

export function openTracing({ endpoint, attributes }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: QUEUE_MAX,
    scheduledDelayMillis: EXPORT_EVERY_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new TracerProvider({ spanProcessors: [processor], resource: resourceOf(attributes) });
  const orders = new OrderTracer(provider.getTracer('viper'));
  return {
    orders,
    close: async () => {
      orders.close();
      // What could not be sent is lost: a trace is for looking, the journal is for knowing.
      await provider.shutdown().catch(() => undefined);
    },
  };
}

type Resource = NonNullable<TracerProviderOptions['resource']>;

function resourceOf(attributes: Readonly<Record<string, string>>): Resource {
  const resource: Resource = {
    attributes,
    merge: (other) =>
      other ? resourceOf({ ...attributes, ...(other.attributes as Record<string, string>) }) : resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}
