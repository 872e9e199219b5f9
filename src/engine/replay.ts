/**
 * Runs a journal through a kernel without sending anything: recovery at a start, proof in `viper replay`.
 * Invariant: the effects of a replay are compared with the recorded hashes, never sent.
 */
import type { Kernel } from '../kernel/index.ts';
import type { Journal } from '../ports/index.ts';

export type ReplayResult = {
  readonly entries: number;
  readonly effectHash: string;
  /** First entry whose effects differ from the recorded ones. */
  readonly firstDifference: number | undefined;
  readonly lastAt: number;
};

export type ReplayOptions = {
  /** Entries up to this one are taken as known. */
  readonly after?: number;
  readonly onProgress?: (seq: number) => void;
  readonly onStep?: (step: {
    seq: number;
    event: Parameters<Kernel['step']>[0];
    effects: ReturnType<Kernel['step']>;
  }) => void;
};

const PROGRESS_EVERY = 10_000;

export function replay(kernel: Kernel, journal: Pick<Journal, 'read'>, options: ReplayOptions = {}): ReplayResult {
  let entries = 0;
  let firstDifference: number | undefined;
  let lastAt = 0;
  for (const { seq, event, effectHash } of journal.read(options.after ?? 0)) {
    const effects = kernel.step(event);
    entries += 1;
    lastAt = event.at;
    const isSame = effectHash === undefined ? effects.length === 0 : effectHash === kernel.effectHash;
    if (!isSame && firstDifference === undefined) firstDifference = seq;
    options.onStep?.({ seq, event, effects });
    if (entries % PROGRESS_EVERY === 0) options.onProgress?.(seq);
  }
  return { entries, effectHash: kernel.effectHash, firstDifference, lastAt };
}

/** Loads the newest snapshot and replays what came after it. */
export function recover(kernel: Kernel, journal: Journal, options: Pick<ReplayOptions, 'onStep'> = {}): ReplayResult {
  const latest = journal.latestSnapshot();
  if (!latest) return replay(kernel, journal, options);
  kernel.load(latest.snapshot);
  const tail = replay(kernel, journal, { after: latest.seq, ...options });
  return tail.entries > 0 ? tail : { ...tail, lastAt: timeOf(journal, latest.seq) };
}

/** Time of one entry: after a clean stop none follows the snapshot, and time goes on from the last one in it. */
function timeOf(journal: Journal, seq: number): number {
  for (const { event } of journal.read(Math.max(0, seq - 1))) return event.at;
  return 0;
}
