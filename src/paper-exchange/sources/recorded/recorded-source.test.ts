/** Recorded streams: sequenced, in event time, and clear about what is wrong with a file. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { MarketUpdate } from '../../core/index.ts';
import { openRecordedSource, type RecordedSource } from './index.ts';

const T0 = 1_723_161_300_000;
const wrap = (data: object): string => JSON.stringify({ stream: 'x', data });
const depth = (t: number, ids: readonly [U: number, u: number, pu: number], b: unknown = [['99.9', '1.0']]): string =>
  wrap({ e: 'depthUpdate', E: T0 + t, T: T0 + t, s: 'BTCUSDT', U: ids[0], u: ids[1], pu: ids[2], b, a: [] });
const quote = (t: number, bid: string, ask: string): string =>
  wrap({ e: 'bookTicker', u: 1, s: 'BTCUSDT', b: bid, B: '1.5', a: ask, A: '2', T: T0 + t, E: T0 + t });
const trade = (t: number, price: string, size: string, m = false): string =>
  wrap({ e: 'trade', E: T0 + t, T: T0 + t, s: 'BTCUSDT', t: 1, p: price, q: size, X: 'MARKET', m });
const snapshot = (t: number, lastUpdateId: number): string =>
  JSON.stringify({ lastUpdateId, E: T0 + t, T: T0 + t, bids: [['100.0', '2.500']], asks: [['100.1', '3']] });

function open(...frames: readonly string[]): RecordedSource {
  const file = join(mkdtempSync(join(tmpdir(), 'viper-recorded-')), 'stream.gz');
  writeFileSync(file, gzipSync(frames.map((frame, i) => `${1_723_161_255_000_000_000 + i} ${frame}\n`).join('')));
  return openRecordedSource(file);
}

function drain(source: RecordedSource): MarketUpdate[] {
  const updates: MarketUpdate[] = [];
  for (let update = source.next(); update !== undefined; update = source.next()) updates.push(update);
  return updates;
}

const books = (source: RecordedSource): unknown[] =>
  drain(source).flatMap((update) =>
    update.type === 'book' ? [update.isSnapshot ? 'snapshot' : update.bids[0]?.[0]] : [],
  );
const bid = (ticks: number): unknown => [[(ticks / 10).toFixed(1), '1']];

describe('recorded source', () => {
  it('turns frames into updates with the event time, never going back', () => {
    const source = open(
      quote(5, '100.0', '100.1'),
      trade(9, '100.1', '0.25', true),
      snapshot(7, 10),
      depth(8, [9, 12, 8]),
      trade(11, '100.0', '0.5'),
    );
    const updates = drain(source);
    expect(updates.map((update) => [update.type, update.at - T0])).toEqual([
      ['quote', 5],
      ['mark', 5],
      ['trade', 9],
      ['book', 9],
      ['book', 9],
      ['trade', 11],
    ]);
    expect(updates[0]).toMatchObject({ bid: 1000, bidSize: 15_000, ask: 1001, askSize: 20_000 });
    expect(updates[2]).toMatchObject({ price: 1001, size: 2_500, side: 'sell' });
    expect(updates[3]).toMatchObject({ isSnapshot: true, bids: [[1000, 25_000]], asks: [[1001, 30_000]] });
    expect(source).toMatchObject({ startAt: T0 + 5, endAt: T0 + 11, gaps: 0 });
    expect(source.history('BTCUSDT', T0, 10)).toEqual([]);
  });

  it('drops updates older than the snapshot, keeps those that were early, and follows the chain', () => {
    const source = open(
      depth(1, [1, 5, 0], bid(1)),
      depth(2, [6, 12, 5], bid(2)),
      depth(3, [13, 15, 12], bid(3)),
      snapshot(4, 10),
      depth(5, [16, 20, 15], bid(4)),
    );
    expect(books(source)).toEqual(['snapshot', 2, 3, 4]);
  });

  it('drops late updates that the snapshot already holds', () => {
    const source = open(
      snapshot(1, 10),
      depth(2, [3, 8, 2], bid(1)),
      depth(3, [9, 11, 8], bid(2)),
      depth(4, [12, 13, 11], bid(3)),
    );
    expect(books(source)).toEqual(['snapshot', 2, 3]);
  });

  it('stops the book at a gap and begins anew with the next snapshot', () => {
    const source = open(
      snapshot(1, 10),
      depth(2, [10, 11, 9], bid(1)),
      depth(3, [20, 21, 19], bid(2)),
      depth(4, [22, 30, 21], bid(3)),
      snapshot(5, 25),
      depth(6, [31, 32, 30], bid(4)),
    );
    expect(source.gaps).toBe(1);
    expect(books(source)).toEqual(['snapshot', 1, 'snapshot', 3, 4]);
  });

  it('puts both sides best first', () => {
    const source = open(
      snapshot(1, 10),
      depth(
        2,
        [10, 11, 9],
        [
          ['99.0', '1'],
          ['99.5', '0'],
          ['98.0', '2'],
        ],
      ),
    );
    const [, update] = drain(source);
    expect(update).toMatchObject({
      bids: [
        [995, 0],
        [990, 10_000],
        [980, 20_000],
      ],
    });
  });

  it('marks the middle of the quotes once a second and closes only minutes it saw whole', () => {
    const source = open(
      snapshot(-20_000, 10),
      quote(-19_500, '100.0', '100.2'),
      trade(-10_000, '100.0', '1'),
      quote(-500, '101.0', '101.3'),
      trade(1_000, '102', '1'),
      trade(2_000, '101', '2'),
      trade(60_500, '103', '1'),
      trade(190_000, '104', '1'),
    );
    const updates = drain(source);
    const candles = updates.filter((update) => update.type === 'candle');
    expect(candles.map((update) => update.candle)).toEqual([
      { openAt: T0, open: 1020, high: 1020, low: 1010, close: 1010, volume: 30_000 },
      { openAt: T0 + 60_000, open: 1030, high: 1030, low: 1030, close: 1030, volume: 10_000 },
      { openAt: T0 + 120_000, open: 1030, high: 1030, low: 1030, close: 1030, volume: 0 },
    ]);
    const marks = updates.filter((update) => update.type === 'mark');
    expect(marks.slice(0, 2).map((update) => [update.at - T0, update.mark])).toEqual([
      [-19_500, 1001],
      [-10_000, 1001],
    ]);
    expect(marks.at(-1)).toMatchObject({ mark: 1011, index: 1011, fundingRate: 0n });
    expect(updates.map((update) => update.at)).toEqual(updates.map((update) => update.at).sort((a, b) => a - b));
  });

  it.each([
    [
      'a cut line',
      [quote(0, '1', '2'), snapshot(1, 10), trade(2, '1', '1').slice(0, 40)],
      /stream\.gz line 3 frame: .*cut or damaged/,
    ],
    ['a wrong price', [snapshot(1, 10), trade(2, 'x', '1')], /line 2 p: "x".*multiple of 0\.1/],
    ['a price off the tick', [snapshot(1, 10), quote(2, '100.05', '101')], /line 2 b: "100\.05"/],
    ['a negative size', [snapshot(1, 10), trade(2, '1', '-1')], /line 2 q: "-1"/],
    [
      'a missing field',
      [snapshot(1, 10), wrap({ e: 'trade', T: T0, s: 'BTCUSDT', p: '1', q: '1' })],
      /line 2 m: missing.*true or false/,
    ],
    ['levels that are none', [snapshot(1, 10), depth(2, [10, 11, 9], [['1']])], /line 2 b: .*\[price, size\]/],
    ['an unknown frame', [quote(0, '1', '2'), snapshot(1, 10), wrap({ e: 'kline', T: T0 })], /line 3 e: "kline"/],
    [
      'another symbol',
      [quote(1, '1', '2'), snapshot(1, 10), trade(2, '1', '1').replace('BTC', 'ETH')],
      /line 3 s: "ETHUSDT"/,
    ],
    ['no snapshot', [quote(1, '1', '2')], /at least one depth snapshot/],
    [
      'a gap that no snapshot heals',
      [quote(0, '1', '2'), snapshot(1, 10), depth(2, [20, 21, 19])],
      /lastUpdateId: "the end of the file"/,
    ],
  ])('refuses %s', (_name, frames, message) => {
    expect(() => open(...frames)).toThrow(message);
  });
});

const REAL = join(import.meta.dirname, '../../../../../shared/data/l2/btcusdt-20240808-depth-bbo-trades.gz');

it.skipIf(!existsSync(REAL))('plays a real recording of 93,954 frames (skipped where ../shared/data is absent)', () => {
  const source = openRecordedSource(REAL);
  const counts: Record<string, number> = {};
  for (const update of drain(source)) counts[update.type] = (counts[update.type] ?? 0) + 1;
  expect(counts).toEqual({ quote: 66_089, trade: 21_313, book: 6_548, mark: 346, candle: 5 });
  expect(source.gaps).toBe(0);
});
