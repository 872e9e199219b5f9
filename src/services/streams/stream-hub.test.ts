import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStubEngine, journalRow, STUB_NOW, stubStatus } from '../../../test/support/stub-engine.ts';
import type { LiveMessage } from '../../engine/api.ts';
import { STREAM_TOPICS } from '../contract/index.ts';
import type { Reader } from './readers.ts';
import { StreamHub, type StreamHubOptions } from './stream-hub.ts';
import { subscriptionOf } from './subscription.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const createReader = (transport: Reader['transport'] = 'sse') => {
  const reader = {
    transport,
    said: [] as Buffer[],
    get text(): string {
      return Buffer.concat(reader.said).toString();
    },
    unsentBytes: 0,
    isGood: true,
    ended: undefined as string | undefined,
    isDestroyed: false,
    send: (bytes: Buffer) => void reader.said.push(bytes),
    end: (bytes: Buffer, reason: string) => {
      reader.said.push(bytes);
      reader.ended = reason;
    },
    destroy: () => {
      reader.isDestroyed = true;
    },
    isAllowed: () => reader.isGood,
  };
  return reader;
};

const setUp = (options: Partial<StreamHubOptions> = {}) => {
  const engine = createStubEngine();
  const dropped: string[] = [];
  const hub = new StreamHub({
    engine,
    clock: { now: () => 7 },
    topics: STREAM_TOPICS,
    onDrop: (reason) => dropped.push(reason),
    ...options,
  });
  const join = (topics: string, { after, symbols, reader = createReader() }: Joining = {}) => {
    const isIn = hub.join(reader, subscriptionOf(hub.offer, { topics, symbols }), after);
    return Object.assign(reader, { isIn });
  };
  const emitRow = (seq: number, message?: Partial<LiveMessage>): void => {
    engine.change({ seq });
    engine.emit({ seq, topic: 'journal', data: journalRow(seq), ...message } as LiveMessage);
  };
  return { engine, hub, dropped, join, emitRow };
};
type Joining = { after?: number; symbols?: string; reader?: ReturnType<typeof createReader> };

const count = (text: string, event: string): number => text.split(`event: ${event}\n`).length - 1;

describe('the live stream', () => {
  it('brings prices of a symbol that is added later to whoever reads all of them', () => {
    const { engine, join } = setUp();
    const reader = join('ticker');
    const named = join('ticker', { symbols: 'BTCUSDT' });
    const { ticker } = engine;
    engine.ticker = (symbol) => {
      const row = ticker('BTCUSDT');
      return row && { ...row, symbol };
    };
    const status = { ...stubStatus, symbols: [...stubStatus.symbols, 'SOLUSDT'] };
    engine.change(status);
    engine.emit({ seq: 1_000, topic: 'status', data: status });
    vi.advanceTimersByTime(1_000);
    expect(reader.text).toContain('"symbol":"SOLUSDT"');
    expect(named.text).not.toContain('SOLUSDT');
  });

  it('encodes once for all readers who want the same, at the pace of its flush', () => {
    const { engine, join } = setUp();
    const [a, b] = [join('status'), join('status')];
    for (let i = 0; i < 50; i++) engine.emit({ seq: i, topic: 'status', data: { ...stubStatus, trades: i } });
    const before = a.said.length;
    vi.advanceTimersByTime(100);
    expect(a.said).toHaveLength(before + 1);
    expect(a.said.at(-1)).toBe(b.said.at(-1));
    expect(a.said.at(-1)?.toString()).toContain('"trades":49');
  });

  it('says the same on both transports', () => {
    const { join, emitRow } = setUp();
    const [sse, socket] = [join('journal'), join('journal', { reader: createReader('socket') })];
    emitRow(1_001);
    vi.advanceTimersByTime(100);
    const data = JSON.stringify(journalRow(1_001));
    expect(sse.said.at(-1)?.toString()).toBe(`id: 1001\nevent: journal\ndata: ${data}\n\n`);
    expect(socket.said.at(-1)?.toString()).toBe(`{"event":"journal","id":1001,"data":${data}}`);
  });

  it('lets through what was asked for: topics, and symbols of rows and of lists', () => {
    const { engine, join } = setUp();
    const reader = join('orders,ticker', { symbols: 'ETHUSDT_UMCBL' });
    expect(reader.text).toContain('"topics":["orders","ticker"],"symbols":["ETHUSDT"]');
    expect(reader.text).not.toContain('BTCUSDT');
    expect(count(reader.text, 'orders') + count(reader.text, 'ticker')).toBe(2);
    engine.emit({ seq: 1, topic: 'orders', data: engine.orders() });
    engine.emit({ seq: 1, topic: 'status', data: stubStatus });
    vi.advanceTimersByTime(100);
    expect(reader.text).not.toContain('BTCUSDT');
    expect([count(reader.text, 'orders'), count(reader.text, 'status')]).toEqual([2, 0]);
  });

  it('drops a slow reader with a reason, and no other', () => {
    const { join, emitRow, dropped } = setUp({ unsentBytesMax: 1_000 });
    const [slow, quick] = [join('journal'), join('journal')];
    slow.unsentBytes = 990;
    emitRow(1_001);
    vi.advanceTimersByTime(100);
    expect(slow.text).toContain('event: dropped\ndata: {"reason":"slow-reader: more than 1000 bytes unsent"}');
    expect([slow.ended, quick.ended, dropped.length]).toEqual([
      'slow-reader: more than 1000 bytes unsent',
      undefined,
      1,
    ]);
    vi.advanceTimersByTime(1_000);
    expect([slow.isDestroyed, quick.isDestroyed]).toEqual([true, false]);
    expect(quick.text).toContain('event: journal');
  });

  it('sends a reader away whose token is good no more', () => {
    const { join, hub } = setUp();
    const reader = join('journal');
    reader.isGood = false;
    vi.advanceTimersByTime(5_000);
    expect([reader.ended, hub.readers]).toEqual(['not-allowed: the token is not good any more', 0]);
  });

  it('beats while nothing happens, so that a quiet reader resumes near', () => {
    const { join } = setUp();
    const reader = join('fill');
    vi.advanceTimersByTime(5_000);
    expect(reader.said.at(-1)?.toString()).toBe('id: 1000\nevent: heartbeat\ndata: {"at":7}\n\n');
  });

  it('takes a bounded number of readers', () => {
    const { join, hub } = setUp({ readersMax: 1 });
    const first = join('journal');
    expect([first.isIn, join('journal').isIn]).toEqual([true, false]);
    hub.leave(first);
    expect(join('journal').isIn).toBe(true);
  });

  it('says goodbye when it closes, and leaves no timer behind', () => {
    const { engine, join, hub } = setUp();
    const reader = join('journal,ticker');
    hub.close();
    expect(reader.text).toContain('event: closing');
    expect([reader.ended, engine.listeners.size, vi.getTimerCount()]).toEqual(['closing', 0, 0]);
  });
});

describe('who comes back', () => {
  it('gets the rows of the journal that it has missed, and the last of a step carries the id', () => {
    const { join, emitRow, engine } = setUp();
    const reader = join('journal,fill', { after: 996 });
    expect([...reader.text.matchAll(/id: (\d+)/g)].map(([, id]) => id)).toEqual(['997', '998', '999', '1000']);
    engine.emit({ seq: 1_001, topic: 'fill', data: engine.fills({ limit: 1 })[0] as never });
    emitRow(1_001);
    vi.advanceTimersByTime(100);
    expect(reader.said.at(-1)?.toString()).toMatch(/^event: fill\ndata: .*\n\nid: 1001\nevent: journal\n/);
  });

  it('gets fills and notices too, also when nobody was reading for a while', () => {
    const { hub, join, engine, emitRow } = setUp();
    const first = join('fill,notice');
    hub.leave(first);
    engine.emit({ seq: 1_001, topic: 'fill', data: engine.fills({ limit: 1 })[0] as never });
    emitRow(1_001);
    engine.emit({ seq: 1_002, topic: 'notice', data: engine.notices(1)[0] as never });
    emitRow(1_002);
    vi.advanceTimersByTime(20_000);
    const again = join('fill,notice', { after: 1_000 });
    expect([count(again.text, 'fill'), count(again.text, 'notice'), count(again.text, 'gap')]).toEqual([1, 1, 0]);
    expect(again.text).not.toContain('event: journal');
  });

  it('is told where something may be missing', () => {
    const { hub, join } = setUp();
    const early = join('journal,fill', { after: 990 });
    expect(early.text).toContain('event: gap\ndata: {"topic":"fill","after":990,"until":1000}');
    expect(early.text).not.toContain('"topic":"journal","after"');
    const ahead = join('journal', { after: 5_000 });
    expect(ahead.text).toContain('id: 1000\nevent: hello');
    expect(ahead.text).toContain('event: gap\ndata: {"topic":"journal","after":5000,"until":1000}');
    hub.close();
  });

  it('is told when the engine does not remember that far', () => {
    const { join, engine } = setUp();
    const { journal } = engine;
    engine.journal = ({ after, limit }) => journal({ after: Math.max(900, after ?? 0), limit });
    expect(join('journal', { after: 10 }).text).toContain('{"topic":"journal","after":10,"until":900}');
    expect(join('journal', { after: 950 }).text).not.toContain('event: gap');
  });

  it('does not get what was pending when the last reader left', () => {
    const { hub, join, emitRow } = setUp();
    const first = join('journal');
    emitRow(1_001);
    hub.leave(first);
    const second = join('journal');
    vi.advanceTimersByTime(200);
    expect(second.text).not.toContain('event: journal');
  });

  it('is not waited for for ever: the engine is not listened to for nobody', () => {
    const { hub, join, engine } = setUp();
    hub.leave(join('journal'));
    expect(engine.listeners.size).toBe(1);
    vi.advanceTimersByTime(30_000);
    expect([engine.listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('a flood', () => {
  it('is bounded, and what is dropped is counted: the curve first', () => {
    const { join, engine, emitRow } = setUp();
    const reader = join('journal,equity');
    emitRow(1_001);
    for (let seq = 1_002; seq <= 11_000; seq++) {
      engine.emit({ seq, topic: 'equity', data: { at: seq, equity: '1' } });
    }
    vi.advanceTimersByTime(100);
    const text = reader.said.at(-1)?.toString() ?? '';
    const rows = count(text, 'equity');
    const dropped = Number(/"topic":"equity","dropped":(\d+)/.exec(text)?.[1]);
    expect([rows < 1_000, rows + dropped, count(text, 'journal')]).toEqual([true, 9_999, 1]);
  });
});

describe('prices, books and scores', () => {
  it('are told when they change', () => {
    const { join, engine } = setUp();
    const reader = join('ticker', { symbols: 'BTCUSDT' });
    vi.advanceTimersByTime(1_000);
    expect(count(reader.text, 'ticker')).toBe(1);
    const { ticker } = engine;
    engine.ticker = (symbol) => ({ ...(ticker(symbol) as NonNullable<ReturnType<typeof ticker>>), last: '60300' });
    vi.advanceTimersByTime(1_000);
    expect(count(reader.text, 'ticker')).toBe(2);
  });

  it('are asked for upstream while somebody reads them, and once for many', () => {
    const open: string[] = [];
    let tell = (): void => {};
    const books = {
      open: (symbol: string, onChange: () => void) => {
        open.push(symbol);
        tell = onChange;
        return {
          read: () => ({ isSynced: true, at: STUB_NOW, bids: [['1', '2'] as const], asks: [] }),
          close: () => void open.splice(open.indexOf(symbol), 1),
        };
      },
    };
    const { hub, join } = setUp({ books });
    const none = join('journal');
    expect(open).toEqual([]);
    const [a, b] = [join('books', { symbols: 'BTCUSDT' }), join('book')];
    expect(open).toEqual(['BTCUSDT', 'ETHUSDT']);
    tell();
    vi.advanceTimersByTime(100);
    expect(b.said.at(-1)?.toString()).toContain('"bids":[["1","2"]]');
    hub.leave(b);
    expect(open).toEqual(['BTCUSDT']);
    hub.leave(a);
    hub.leave(none);
    expect(open).toEqual([]);
  });

  it('a score comes at once and then every five seconds; one that fails is asked for again', async () => {
    let asked = 0;
    const scores = {
      score: async (symbol: string) => {
        if (++asked === 1) throw new Error('no market');
        return { symbol, overall_score: asked, timestamp: 1 };
      },
    };
    const { join, hub } = setUp({ scores });
    const reader = join('scores', { symbols: 'BTCUSDT' });
    await vi.advanceTimersByTimeAsync(5_200);
    expect([asked, count(reader.text, 'score')]).toEqual([2, 1]);
    hub.leave(reader);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toBe(2);
  });
});
