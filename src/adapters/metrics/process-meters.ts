/**
 * What the process itself tells: its build, its memory and event loop, its services, its journal, its notices.
 * Invariant: a label is a name of this program's own; nothing that a caller wrote becomes one.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from '@prometheus-io/client';
import type { Served } from '../../ports/index.ts';

const MS = 1_000;
const SERVED_S = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
const FLUSH_S = [0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1];

export type Build = { readonly version: string; readonly mode: string; readonly network: string };

export class ProcessMeters {
  readonly #requests;
  readonly #served;
  readonly #flushes;
  readonly #notices;

  constructor(registry: Registry, build: Build) {
    const registers = [registry];
    collectDefaultMetrics({ register: registry });
    new Gauge({
      name: 'viper_build_info',
      help: 'Always one; its labels tell which program runs, and on what.',
      labelNames: ['version', 'node', 'mode', 'network'],
      registers,
    }).set({ ...build, node: process.version }, 1);
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
    this.#flushes = new Histogram({
      name: 'viper_journal_flush_seconds',
      help: 'How long it took to make entries durable.',
      buckets: FLUSH_S,
      registers,
    });
    this.#notices = new Counter({
      name: 'viper_notices_total',
      help: 'Notices of the engine to people, by code.',
      labelNames: ['level', 'code'],
      registers,
    });
  }

  onServed({ service, method, route, status, tookMs }: Served): void {
    this.#requests.inc({ service, method, route, status: String(status) });
    this.#served.observe({ service }, tookMs / MS);
  }

  onFlush(tookMs: number): void {
    this.#flushes.observe(tookMs / MS);
  }

  onNotice(level: string, code: string): void {
    this.#notices.inc({ level, code });
  }
}
