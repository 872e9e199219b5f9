/**
 * Metrics that are read when somebody asks: one line of a table each.
 * Invariant: nothing is kept up to date between two scrapes; what has gone, such as a closed position, disappears, and what
 * is not known is absent, never zero.
 */
import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import type { Looked } from '../../ports/index.ts';

type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [value: number | undefined, labels?: Labels];

export type Line<Scrape> = {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly kind?: 'counter';
  readonly read: (scrape: Scrape) => readonly Sample[];
};

/** Makes the metrics. @returns what sets them to a reading. */
export function createGauges<Scrape>(lines: readonly Line<Scrape>[], registry: Registry): (scrape: Scrape) => void {
  const setters = lines.map((line) => setterOf(line, registry));
  return (scrape) => {
    for (const set of setters) set(scrape);
  };
}

function setterOf<Scrape>(line: Line<Scrape>, registry: Registry): (scrape: Scrape) => void {
  const { name, help, labels = [], kind, read } = line;
  const options = { name, help, labelNames: [...labels], registers: [registry] };
  const metric = kind === 'counter' ? new Counter(options) : new Gauge(options);
  return (scrape) => {
    metric.reset();
    // A metric without labels stands at zero after a reset; what is not known must not look like nothing.
    if (labels.length === 0) metric.remove();
    for (const [value, given = {}] of read(scrape)) {
      if (value === undefined || !Number.isFinite(value)) continue;
      if (metric instanceof Counter) metric.inc(given, value);
      else metric.set(given, value);
    }
  };
}

const CHECK_VALUE = { up: 1, degraded: 0.5, down: 0 } as const;

/** Of a run, and of a service without one. */
export const HEALTH_LINE: Line<{ readonly checks: Looked }> = {
  name: 'viper_health_check',
  help: 'What each check of /health found: 1 up, 0.5 degraded, 0 down.',
  labels: ['check'],
  read: ({ checks }) => Object.entries(checks).map(([check, { status }]) => [CHECK_VALUE[status], { check }]),
};

type RestReading = {
  readonly rest: { readonly waiting: number; readonly remaining: ReadonlyMap<string, number> };
};

export const REST_LINES: readonly Line<RestReading>[] = [
  {
    name: 'viper_api_calls_waiting',
    help: 'Calls that wait for their rate limits.',
    read: ({ rest }) => [[rest.waiting]],
  },
  {
    name: 'viper_rate_limit_remaining',
    help: 'Requests left in their second, by path, as the exchange last told.',
    labels: ['path'],
    read: ({ rest }) => [...rest.remaining].map(([path, count]) => [count, { path }]),
  },
];
