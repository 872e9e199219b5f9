/**
 * A kernel whose every step is shown by the read side.
 */
import type { Event } from '../../src/domain/index.ts';
import { Projections, type ProjectionsOptions } from '../../src/engine/index.ts';
import { KernelRun, sent, triggersOf } from './kernel-run.ts';
import { SIGNAL } from './signal-strategy.ts';

export type ShownRun = {
  readonly run: KernelRun;
  readonly projections: Projections;
  /** What listeners threw. */
  readonly errors: readonly unknown[];
};

export function shownRun(given: Partial<ProjectionsOptions> = {}): ShownRun {
  const run = new KernelRun();
  const errors: unknown[] = [];
  const projections = new Projections({
    kernel: run.kernel,
    now: () => run.at,
    frame: { feed: 'synthetic', venue: 'stub', startedAt: run.at },
    onListenerError: (error) => void errors.push(error),
    ...given,
  });
  let seq = 0;
  const { say } = run;
  run.say = (word, waitMs) => {
    const effects = say.call(run, word, waitMs);
    seq += 1;
    projections.onStep({ seq, event: { ...word, at: run.at } as Event, effects });
    return effects;
  };
  return { run, projections, errors };
}

/** A long of the strategy with its preset stop live and its targets placed. */
export function shownLong() {
  const shown = shownRun();
  const { run } = shown;
  run.session();
  run.reconcile();
  const entry = sent(run.candle(100_000, SIGNAL.long));
  const targets = triggersOf(run.fill(entry));
  run.presetStop(entry);
  for (const target of targets) run.trigger(target);
  return { ...shown, entry, targets };
}
