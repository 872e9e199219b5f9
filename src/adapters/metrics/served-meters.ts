/**
 * What the services have answered.
 * Invariant: a label is a name of this program's own; nothing that a caller wrote becomes one.
 */
import { Counter, Histogram, type Registry } from '@prometheus-io/client';
import type { Served } from '../../ports/index.ts';

const MS = 1_000;
const SERVED_S = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

export class ServedMeters {
  readonly #requests;
  readonly #served;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#requests = new Counter({
      name: 'viper_http_requests_total',
      help: 'Requests that the services have answered, by route.',
      labelNames: ['service', 'method', 'route', 'status'],
      registers,
    });
    this.#served = new Histogram({
      name: 'viper_http_request_seconds',
      help: 'How long the services took to answer.',
      labelNames: ['service'],
      buckets: SERVED_S,
      registers,
    });
  }

  onServed({ service, method, route, status, tookMs }: Served): void {
    this.#requests.inc({ service, method, route, status: String(status) });
    this.#served.observe({ service }, tookMs / MS);
  }
}
