import { expect, it } from 'vitest';
import type { Event } from '../domain/index.ts';
import { Snapshots } from './snapshots.ts';

const EVERY = 20_000;
const tick: Event = { type: 'alarm', at: 7, name: 'any' };

function setUp(lastSeq = 0) {
  const told: string[] = [];
  const unsaved: { symbol: string; strategy: string; failure: string }[] = [];
  const snapshots = new Snapshots({
    kernel: { save: () => 'state', unsaved: () => unsaved },
    journal: {
      lastSeq,
      saveSnapshot: (seq, snapshot) => void told.push(`${snapshot} at ${seq}`),
      flush: () => void told.push('flush of the journal'),
    },
    flush: () => void told.push('flush'),
    push: (event) => void told.push(`${event.type} at ${event.at}`),
  });
  const step = (seq: number): void => snapshots.onStep({ seq, event: tick, effects: [] });
  return { snapshots, told, unsaved, step };
}

it('a snapshot is taken after so many entries, when they are durable', () => {
  const { told, step } = setUp();
  step(EVERY - 1);
  expect(told).toEqual([]);
  step(EVERY);
  step(EVERY + 1);
  step(2 * EVERY);
  expect(told).toEqual(['flush', `state at ${EVERY}`, 'flush', `state at ${2 * EVERY}`]);
});

it('a restart counts on from the end of its journal', () => {
  const { snapshots, told, step } = setUp(500);
  snapshots.resume();
  step(EVERY);
  expect(told).toEqual([]);
  step(EVERY + 500);
  expect(told).toEqual(['flush', `state at ${EVERY + 500}`]);
});

it('a state that lacks a strategy is not kept: the strategy is stopped, and the next step tries again', () => {
  const { told, unsaved, step } = setUp();
  unsaved.push({ symbol: 'BTCUSDT', strategy: 'forgetful', failure: 'no idea' });
  step(EVERY);
  expect(told).toEqual(['flush', 'strategy-failed at 7']);
  unsaved.pop();
  step(EVERY + 1);
  expect(told.slice(2)).toEqual(['flush', `state at ${EVERY + 1}`]);
});

it('the last one stands at the end of the journal', () => {
  const { snapshots, told } = setUp(42);
  snapshots.saveLast();
  expect(told).toEqual(['state at 42', 'flush of the journal']);
});
