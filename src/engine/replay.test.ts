import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../test/support/event-script.ts';
import { signalByName } from '../../test/support/signal-strategy.ts';
import { createMemoryJournal } from '../adapters/storage/index.ts';
import type { Event } from '../domain/index.ts';
import { Kernel } from '../kernel/index.ts';
import type { Journal, JournalEntry } from '../ports/index.ts';
import { recover, replay } from './replay.ts';

/** A journal as a live run leaves it, with a snapshot after each of the given entries. */
function record(events: readonly Event[], snapshotsAt: readonly number[] = []): { journal: Journal; kernel: Kernel } {
  const journal = createMemoryJournal();
  const kernel = new Kernel(signalByName);
  events.forEach((event, i) => {
    const effects = kernel.step(event);
    journal.append({ seq: i + 1, event, effectHash: effects.length > 0 ? kernel.effectHash : undefined });
    if (snapshotsAt.includes(i + 1)) journal.saveSnapshot(i + 1, kernel.save());
  });
  return { journal, kernel };
}

describe('a replay', () => {
  it('of a snapshot and what came after leads where the whole journal leads', () => {
    fc.assert(
      fc.property(scripts, fc.nat(1_000), (events, pick) => {
        const cut = 1 + (pick % events.length);
        const { journal, kernel } = record(events, [cut]);
        const [whole, recovered] = [new Kernel(signalByName), new Kernel(signalByName)];
        expect(replay(whole, journal)).toMatchObject({ entries: events.length, firstDifference: undefined });
        expect(recover(recovered, journal)).toEqual({
          entries: events.length - cut,
          effectHash: kernel.effectHash,
          firstDifference: undefined,
          lastAt: events.at(-1)?.at,
        });
        expect([whole.stateHash(), recovered.stateHash()]).toEqual([kernel.stateHash(), kernel.stateHash()]);
      }),
      { numRuns: 40 },
    );
  });

  it('names the first entry whose effects differ, and that alone', () => {
    fc.assert(
      fc.property(scripts, fc.nat(1_000), (events, pick) => {
        const { journal } = record(events);
        const entries = [...journal.read(0)];
        const seq = 1 + (pick % entries.length);
        const forged = entries.map(
          (entry): JournalEntry => (entry.seq === seq ? { ...entry, effectHash: 'other' } : entry),
        );
        expect(replay(new Kernel(signalByName), { read: () => forged }).firstDifference).toBe(seq);
      }),
      { numRuns: 40 },
    );
  });

  it('of an event that had effects then and has none now, or the other way round, differs', () => {
    const [events] = fc.sample(scripts, { numRuns: 1, seed: 3 });
    const entries = [...record(events ?? []).journal.read(0)];
    for (const hasEffects of [true, false]) {
      const found = entries.find((entry) => (entry.effectHash !== undefined) === hasEffects);
      const forged = entries.map((entry) =>
        entry === found ? { ...entry, effectHash: hasEffects ? undefined : 'effects' } : entry,
      );
      expect(replay(new Kernel(signalByName), { read: () => forged }).firstDifference).toBe(found?.seq);
    }
  });

  it('of an empty journal is nothing', () => {
    const kernel = new Kernel(signalByName);
    const { effectHash } = kernel;
    expect(recover(kernel, createMemoryJournal())).toEqual({
      entries: 0,
      effectHash,
      firstDifference: undefined,
      lastAt: 0,
    });
  });

  it('tells every step, for the views', () => {
    const [events = []] = fc.sample(scripts, { numRuns: 1, seed: 4 });
    const seqs: number[] = [];
    replay(new Kernel(signalByName), record(events).journal, { after: 0, onStep: ({ seq }) => void seqs.push(seq) });
    expect(seqs).toEqual(events.map((_, i) => i + 1));
  });
});
