/**
 * Where traces go; nowhere unless said.
 */
import { hidden, plain, type Section } from '../definition.ts';

export const tracing = {
  endpoint: plain('OTEL_EXPORTER_OTLP_ENDPOINT', {
    allowed: 'an address such as http://127.0.0.1:4318',
    check: /^https?:\/\/[^\s?#@]+$/,
    about: 'collector of traces, by OTLP over HTTP; without it nothing is traced',
  }),
  headers: hidden('OTEL_EXPORTER_OTLP_HEADERS', {
    about: 'what the collector wants with every request, as name=value,name=value',
    isIdentifier: false,
  }),
};

export const tracingSection: Section = {
  title: 'Traces',
  about: 'The way of each order, from the tick to its fills. No secret is in a trace.',
  definitions: Object.values(tracing),
};
