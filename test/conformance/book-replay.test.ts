/**
 * A recording of Bitget's own stream, from the time when it sent checksums, through our book: each must hold.
 * Needs `../shared/data`; where it is absent this says so in one line and does nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BookChange, BookKeeper, type BookRow } from '../../src/bitget/client/book-keeper.ts';
import { parseFrame } from '../../src/bitget/client/parse-frame.ts';
import { BTC } from '../../src/bitget/client/testing/parts.ts';
import { pairsOf } from '../../src/bitget/mapper/index.ts';
import { channels, decodeRows } from '../../src/bitget/protocol/index.ts';
import type { Increment, Instrument } from '../../src/domain/index.ts';
import { sayLack } from '../support/say-lack.ts';

const RECORDED = fileURLToPath(new URL('../../../shared/data/bitget-ws/v1-mix-2022-04-07.gz', import.meta.url));
const isThere = sayLack(existsSync(RECORDED), `no recorded stream in ${RECORDED}`);

const steps = (symbol: string, tick: Increment, lot: Increment): Instrument => ({ ...BTC, symbol, tick, lot });

/** The contracts of the recording, with their steps of that day. */
const INSTRUMENTS: readonly Instrument[] = [
  steps('DASHUSDT', { units: 1, decimals: 2 }, { units: 1, decimals: 2 }),
  steps('UNIUSDT', { units: 1, decimals: 3 }, { units: 1, decimals: 0 }),
];

type Push = {
  readonly action: 'snapshot' | 'update';
  readonly arg: { channel: string; instId: string };
  data: unknown;
};
type BookPush = { readonly action: 'snapshot' | 'update'; readonly symbol: string; readonly row: BookRow };

/** A line is the local time, a colon, and the frame as it came. */
function readBookPushes(): readonly BookPush[] {
  const lines = gunzipSync(readFileSync(RECORDED)).toString('utf8').split('\n');
  return lines
    .map((line) => parseFrame(/^[\d.]+: (\{.*\})$/.exec(line)?.[1] ?? '') as Push | undefined)
    .filter((push) => push?.arg.channel === channels.books.name && push.data !== undefined)
    .flatMap((push) => {
      const { action, arg, data } = push as Push;
      return decodeRows(channels.books, data).map((row) => ({ action, symbol: arg.instId, row }));
    });
}

/** What each push did to the book of its contract. */
function replay(pushes: readonly BookPush[]): readonly BookChange[] {
  const books = new Map(INSTRUMENTS.map((instrument) => [instrument.symbol, new BookKeeper(instrument)]));
  return pushes.map(({ action, symbol, row }) => (books.get(symbol) as BookKeeper).apply(action, row));
}

const count = (all: readonly BookChange[], wanted: BookChange): number => all.filter((one) => one === wanted).length;

describe.skipIf(!isThere)('a recorded stream with checksums', () => {
  test('every checksum of its 2 snapshots and 192 updates holds', () => {
    const pushes = readBookPushes();
    expect(pushes.filter(({ row }) => Number(row.checksum ?? 0) !== 0)).toHaveLength(194);
    const changes = replay(pushes);
    expect([count(changes, 'snapshot'), count(changes, 'update'), count(changes, 'gap')]).toEqual([2, 192, 0]);
  });

  test.each([
    ['a size', ([price]: readonly string[]) => [String(price), '0.01']],
    ['a trailing zero', ([price, size]: readonly string[]) => [String(price), `${size}0`]],
  ])('%s that differs in one level of one update is found at once', (_, changed) => {
    const pushes = readBookPushes();
    const at = pushes.findIndex(
      ({ action, symbol, row }) => action === 'update' && symbol === 'DASHUSDT' && bestOf(row) >= 0,
    );
    const pushed = pushes[at] as BookPush;
    const asks = pairsOf(pushed.row.asks).map((pair, index) =>
      index === bestOf(pushed.row) ? changed(pair.map(String)) : pair,
    );
    const flipped = pushes.with(at, { ...pushed, row: { ...pushed.row, asks: asks.map((pair) => [...pair]) } });
    const changes = replay(flipped);
    expect(changes.indexOf('gap')).toBe(at);
    expect(replay(pushes)[at]).toBe('update');
  });
});

/** The best ask that an update sets. */
const bestOf = ({ asks }: BookRow): number => pairsOf(asks).findIndex(([, size]) => Number(size) > 0);
