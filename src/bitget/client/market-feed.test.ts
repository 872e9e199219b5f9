import { describe, expect, onTestFinished, test } from 'vitest';
import type { MarketEvent } from '../../domain/index.ts';
import { endpoints } from '../protocol/index.ts';
import { BitgetBookFeed, type BookUpdate } from './book-feed.ts';
import { InstrumentBook } from './instrument-book.ts';
import { BitgetMarketFeed } from './market-feed.ts';
import { type Asked, acknowledge, loopback, type Reply } from './testing/loopback.ts';
import { BTC_CONTRACT, NOW, restAt } from './testing/parts.ts';

const MINUTE = 60_000;
const candle = (minute: number, close = '100') => [
  String(NOW + minute * MINUTE),
  '100',
  '110',
  '90',
  close,
  '1',
  '100',
];

/** Candles of the minutes −3000 … 10; the recent endpoint knows those since −1500. */
function candleScript({ path, query }: Asked): Reply {
  if (path === endpoints.contracts.path) return { data: [BTC_CONTRACT] };
  const first = path === endpoints.candles.path ? -1_500 : -3_000;
  const end = Math.min(Math.ceil((Number(query.endTime) - NOW) / MINUTE), 11);
  const from = Math.max(first, end - Number(query.limit));
  return { data: Array.from({ length: Math.max(end - from, 0) }, (_, i) => candle(from + i)) };
}

async function feedWith() {
  const server = await loopback({ answer: candleScript });
  const rest = restAt(server.url, { credentials: undefined });
  const options = {
    rest,
    instruments: new InstrumentBook(rest),
    socketUrl: server.socketUrl,
    random: () => 0.5,
    timeoutMs: 500,
  };
  const feed = new BitgetMarketFeed(options);
  onTestFinished(() => feed.close());
  const events: MarketEvent[] = [];
  const gaps: string[] = [];
  const listen = () =>
    feed.listen(
      ['BTCUSDT'],
      { onEvent: (event) => events.push(event), onGap: (reason) => gaps.push(reason) },
      new AbortController().signal,
    );
  const send = (
    channel: string,
    data: readonly unknown[],
    { action = 'update', ts = NOW }: { action?: string; ts?: number } = {},
  ) =>
    server.clients[0]?.send(
      JSON.stringify({ action, arg: { instType: 'USDT-FUTURES', channel, instId: 'BTCUSDT' }, data, ts }),
    );
  return { feed, server, events, gaps, listen, send };
}

describe('history', () => {
  test('pages back through both endpoints, without doubles, and leaves the open candle out', async () => {
    const { feed, server } = await feedWith();
    const candles = await feed.history('BTCUSDT', { until: NOW + 30_000, count: 2_000 });
    expect(candles).toHaveLength(2_000);
    expect(candles.at(-1)?.openAt).toBe(NOW - MINUTE);
    expect(new Set(candles.map(({ openAt }, i) => openAt - i * MINUTE)).size).toBe(1);
    expect(new Set(server.asked.map(({ path }) => path))).toEqual(
      new Set([endpoints.contracts.path, endpoints.candles.path, endpoints.historyCandles.path]),
    );
  });

  test('ends where the exchange knows no more', async () => {
    const { feed } = await feedWith();
    expect(await feed.history('BTCUSDT', { until: NOW, count: 9_999 })).toHaveLength(3_000);
  });
});

describe('the stream', () => {
  test('gives quote and mark, trades oldest first, and what the first snapshot repeats not at all', async () => {
    const { feed, events, listen, send } = await feedWith();
    await listen();
    const trade = (ms: number, side = 'buy') => ({
      ts: String(NOW + ms),
      price: '100',
      size: '0.01',
      side,
      tradeId: String(ms),
    });
    send('trade', [trade(-1), trade(-2)], { action: 'snapshot' });
    send('trade', [trade(9, 'sell'), trade(8)]);
    send(
      'ticker',
      [
        {
          instId: 'BTCUSDT',
          lastPr: '100',
          bidPr: '99.9',
          askPr: '100.1',
          bidSz: '1',
          askSz: '2',
          markPrice: '100',
          indexPrice: '100',
          fundingRate: '0.0001',
          nextFundingTime: String(NOW + 1),
          ts: String(NOW),
        },
      ],
      { action: 'snapshot' },
    );
    send('trade', [trade(10), trade(9, 'sell')], { action: 'snapshot' });
    await feed.settle();
    expect(events.map((event) => (event.type === 'trade' ? event.at - NOW : event.type))).toEqual([
      8,
      9,
      'quote',
      'mark',
      10,
    ]);
  });

  test('gives each closed candle once, beginning after the history', async () => {
    const { feed, events, listen, send } = await feedWith();
    await feed.history('BTCUSDT', { until: NOW, count: 5 });
    await listen();
    send('candle1m', [candle(-2), candle(-1), candle(0), candle(1)], { action: 'snapshot', ts: NOW + 61_000 });
    send('candle1m', [candle(1, '105')], { ts: NOW + 2 * MINUTE });
    send('candle1m', [candle(2)], { ts: NOW + 2 * MINUTE + 500 });
    await feed.settle();
    const closed = events.filter((event) => event.type === 'candle');
    expect(closed.map(({ at, candle: { close } }) => [(at - NOW) / MINUTE, close])).toEqual([
      [1, 1_000],
      [2, 1_050],
    ]);
  });

  test('a message that cannot be read is told once, not with every one like it', async () => {
    const { feed, gaps, listen, send } = await feedWith();
    await listen();
    for (let i = 0; i < 3; i++) send('trade', [{ ts: '1', price: 'x', size: '1', side: 'buy', tradeId: '1' }]);
    await feed.settle();
    expect(gaps).toHaveLength(1);
  });
});

describe('books', () => {
  const bookRow = (given: object) => ({ bids: [['99.9', '1']], asks: [['100.1', '1']], ts: String(NOW), ...given });

  /** A feed whose exchange gives a book of `seq` with every subscription; the numbers go out as they are written. */
  async function listening(seq: string) {
    const arg = '{"instType":"USDT-FUTURES","channel":"books","instId":"BTCUSDT"}';
    const frame = (action: string, numbers: string, given: object = {}) => {
      const row = JSON.stringify(bookRow(given)).slice(0, -1);
      return `{"action":"${action}","arg":${arg},"data":[${row},${numbers}}],"ts":${NOW}}`;
    };
    const server = await loopback({
      answer: candleScript,
      onText: (client, text) => {
        acknowledge(client, text);
        if (text.includes('"subscribe"')) client.send(frame('snapshot', `"seq":${seq},"pseq":0`));
      },
    });
    const rest = restAt(server.url, { credentials: undefined });
    const instruments = new InstrumentBook(rest);
    const feed = new BitgetBookFeed({
      rest,
      instruments,
      socketUrl: server.socketUrl,
      random: () => 0.5,
      timeoutMs: 500,
    });
    onTestFinished(() => feed.close());
    const updates: BookUpdate[] = [];
    const gaps: string[] = [];
    const listener = {
      onBook: (update: BookUpdate) => updates.push(update),
      onGap: (reason: string) => gaps.push(reason),
    };
    await feed.listen(['BTCUSDT'], listener, new AbortController().signal);
    const send = (numbers: string, given?: object) => server.clients[0]?.send(frame('update', numbers, given));
    const settle = async () => {
      // What a gap asks for is sent after the first, and has arrived with the last.
      for (let i = 0; i < 3; i++) await feed.settle();
    };
    return { feed, updates, gaps, send, settle };
  }

  test('a gap is mended by a new snapshot, which the feed asks for itself', async () => {
    const { feed, updates, gaps, send, settle } = await listening('10');
    send('"seq":11,"pseq":10', { bids: [['99.8', '2']] });
    send('"seq":14,"pseq":13');
    send('"seq":15,"pseq":14');
    await settle();
    expect(updates.map(({ isSnapshot }) => isSnapshot)).toEqual([true, false, true]);
    expect(updates[1]?.bids).toEqual([[998, 2_000]]);
    expect(gaps).toEqual(['BTCUSDT: the sequence of the book is broken']);
    expect(feed.book('BTCUSDT')?.bids()).toEqual([[999, 1_000]]);
  });

  test.each([
    ['follow by their digits', '"seq":9007199254740995,"pseq":9007199254740993', [true, false]],
    ['that differ in a digit no float has are a gap', '"seq":9007199254740995,"pseq":9007199254740992', [true, true]],
    ['that begin anew at 0 are a gap', '"seq":9007199254740995,"pseq":0', [true, true]],
  ])('sequence numbers beyond 2^53 %s', async (_, numbers, snapshots) => {
    const { updates, gaps, send, settle } = await listening('9007199254740993');
    send(numbers);
    await settle();
    expect(updates.map(({ isSnapshot }) => isSnapshot)).toEqual(snapshots);
    expect(gaps).toHaveLength(snapshots[1] ? 1 : 0);
  });
});
