/**
 * The contract of a journal; every implementation runs it.
 * Invariant: what was appended comes back in order, equal, and once.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Event, money, rate, ticks } from '../../src/domain/index.ts';
import type { Journal, JournalEntry } from '../../src/ports/index.ts';

const events: readonly Event[] = [
  { type: 'alarm', at: 1_000, name: 'requote' },
  {
    type: 'mark',
    at: 2_000,
    symbol: 'BTCUSDT',
    price: ticks(650_000),
    fundingRate: rate('-0.0001'),
    nextFundingAt: 3_000,
  },
  {
    type: 'bill',
    at: 3_000,
    bill: { billId: 'b1', kind: 'funding', symbol: 'BTCUSDT', amount: money('-0.000000000001'), at: 3_000 },
  },
];

export const sampleEntry = (seq: number): JournalEntry => ({
  seq,
  event: { ...(events[seq % events.length] as Event), at: 1_000 * seq },
  effectHash: seq % 2 === 0 ? `hash-${seq}` : undefined,
});

export function describeJournal(name: string, open: () => Journal): void {
  describe(`journal: ${name}`, () => {
    let journal: Journal;
    const fill = (count: number): void => {
      for (let i = 1; i <= count; i++) journal.append(sampleEntry(i));
    };
    beforeEach(() => {
      journal = open();
    });
    afterEach(() => journal.close());

    it('is empty at first', () => {
      expect(journal.lastSeq).toBe(0);
      expect([...journal.read(0)]).toEqual([]);
      expect(journal.latestSnapshot()).toBeUndefined();
    });

    it('gives back what was appended, in order and equal', () => {
      fill(2_500);
      journal.flush();
      expect([...journal.read(0)]).toEqual(Array.from({ length: 2_500 }, (_, i) => sampleEntry(i + 1)));
      expect(journal.lastSeq).toBe(2_500);
    });

    it('reads after a given entry, and nothing after the last', () => {
      fill(5);
      expect([...journal.read(3)].map((entry) => entry.seq)).toEqual([4, 5]);
      expect([...journal.read(5)]).toEqual([]);
      expect([...journal.read(99)]).toEqual([]);
    });

    it('counts entries that are not flushed yet', () => {
      fill(3);
      expect(journal.lastSeq).toBe(3);
      expect([...journal.read(0)]).toHaveLength(3);
    });

    it('refuses a hole and a repeat', () => {
      fill(2);
      expect(() => journal.append(sampleEntry(4))).toThrow(/does not follow 2/);
      expect(() => journal.append(sampleEntry(2))).toThrow(/does not follow 2/);
      expect(journal.lastSeq).toBe(2);
    });

    it('may be written while it is read', () => {
      fill(3);
      const seen: number[] = [];
      for (const { seq } of journal.read(0)) {
        seen.push(seq);
        if (seq === 2) {
          journal.append(sampleEntry(4));
          journal.flush();
        }
      }
      expect(seen.slice(0, 3)).toEqual([1, 2, 3]);
      expect(journal.lastSeq).toBe(4);
    });

    it('keeps the latest snapshot', () => {
      fill(9);
      for (const seq of [2, 5, 9]) journal.saveSnapshot(seq, `state at ${seq} "é" ${'x'.repeat(10_000)}`);
      expect(journal.latestSnapshot()).toEqual({ seq: 9, snapshot: `state at 9 "é" ${'x'.repeat(10_000)}` });
    });

    it('refuses a snapshot of an entry that is not there', () => {
      fill(2);
      expect(() => journal.saveSnapshot(3, '{}')).toThrow(/snapshot of entry 3/);
    });
  });
}
