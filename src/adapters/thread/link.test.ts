/** Calls over a real port: order, errors, and an other side that is gone. */
import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { InvalidInput, TradingError } from '../../domain/index.ts';
import { linkOver } from './index.ts';

type Far = {
  add(a: bigint, b: bigint): bigint;
  fail(kind: 'trading' | 'input' | 'other'): void;
  note(word: string): void;
  notes(): readonly string[];
  hang(): Promise<void>;
};

const { port1, port2 } = new MessageChannel();
const words: string[] = [];
const failures = {
  trading: () => new TradingError('no-answer', 'nobody spoke', { outcome: 'unknown', details: { waitedMs: 5 } }),
  input: () => new InvalidInput('limit', 'a "lot"', '1 to 100'),
  other: () => new RangeError('out of it'),
};
linkOver<object, Far>(port2, {
  add: (a, b) => a + b,
  fail: (kind) => {
    throw failures[kind]();
  },
  note: (word) => void words.push(word),
  notes: () => words,
  hang: () => new Promise<void>(() => {}),
});
const near = linkOver<Far, object>(port1, {});
const failureOf = (kind: 'trading' | 'input' | 'other'): Promise<unknown> =>
  near.theirs.fail(kind).catch((error: unknown) => error);

afterEach(() => {
  words.length = 0;
});

it('answers with plain data, big numbers included', async () => {
  expect(await near.theirs.add(2n ** 70n, 1n)).toBe(2n ** 70n + 1n);
});

it('keeps the order of what is sent', async () => {
  for (let i = 0; i < 50; i++) void near.theirs.note.asEvent(String(i));
  expect(await near.theirs.notes()).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
});

it('carries a failure with its kind, code, outcome, words and details', async () => {
  const trading = await failureOf('trading');
  expect(trading).toBeInstanceOf(TradingError);
  expect(trading).not.toBeInstanceOf(InvalidInput);
  expect(trading).toMatchObject({
    code: 'no-answer',
    outcome: 'unknown',
    message: 'nobody spoke',
    details: { waitedMs: 5 },
  });
  const input = await failureOf('input');
  const { message, details } = failures.input();
  expect(input).toBeInstanceOf(InvalidInput);
  expect(input).toMatchObject({ name: 'InvalidInput', message, details });
  const other = await failureOf('other');
  expect(other).toMatchObject({ name: 'RangeError', message: 'out of it' });
  expect(other).not.toBeInstanceOf(TradingError);
});

it('leaves what waits unknown when the other side is gone', async () => {
  const waiting = near.theirs.hang().catch((error: unknown) => error);
  near.close('the other side has ended');
  expect(await waiting).toMatchObject({ code: 'thread-gone', outcome: 'unknown', message: 'the other side has ended' });
  port1.close();
});
