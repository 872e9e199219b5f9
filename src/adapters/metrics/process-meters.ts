/**
 * What the process itself tells: its build, its memory and event loop, its journal, its notices.
 * Invariant: a label is a name of this program's own; nothing that a caller wrote becomes one.
 */
import { Counter, Histogram, type Registry } from '@prometheus-io/client';
import { type Build, measureProcess } from './process-metrics.ts';

const MS = 1_000;
const FLUSH_S = [0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1];

export class ProcessMeters {
  readonly #flushes;
  readonly #notices;

  constructor(registry: Registry, build: Build) {
    const registers = [registry];
    measureProcess(registry, build);
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

  onFlush(tookMs: number): void {
    this.#flushes.observe(tookMs / MS);
  }

  onNotice(level: string, code: string): void {
    this.#notices.inc({ level, code });
  }
}
