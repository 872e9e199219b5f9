/**
 * What must hold after garbage, whatever it was.
 * Invariant: no secret in what was said, no number out of range in what was told, nothing decided by garbage, and alive.
 */
import { expect } from 'vitest';
import { brokenNumbers, CANARY, type Fuzzed } from './fuzz-sockets.ts';

export function expectSound({ events, said, sent, alive }: Fuzzed): void {
  expect(said.filter((reason) => reason.includes(CANARY))).toEqual([]);
  expect(events.flatMap((event) => brokenNumbers(event))).toEqual([]);
  expect(sent?.outcome ?? 'unknown').toBe('unknown');
  expect(alive).toEqual(expect.arrayContaining(['book', 'fill', 'order', 'quote', 'trade', 'trigger']));
}
