import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStubEngine, journalRow, stubStatus } from '../../../test/support/stub-engine.ts';
import { LiveStream, type LiveStreamOptions, type Reader } from './live-stream.ts';
import { createStreamFrames } from './stream-frames.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A reader whose socket takes what it is told to take. */
function createReader() {
  const said: string[] = [];
  const reader = {
    said,
    writableLength: 0,
    isEnded: false,
    isDestroyed: false,
    write: (text: string) => said.push(text),
    end: (text = '') => {
      said.push(text);
      reader.isEnded = true;
    },
    destroy: () => {
      reader.isDestroyed = true;
    },
  } satisfies Reader & Record<string, unknown>;
  return reader;
}

const setUp = (options: Partial<LiveStreamOptions> = {}) => {
  const engine = createStubEngine();
  const dropped: string[] = [];
  const clock = { now: () => 7 };
  const stream = new LiveStream({ engine, clock, onDrop: (reason) => dropped.push(reason), ...options });
  return { engine, stream, dropped };
};

describe('the live stream', () => {
  it('encodes once for all readers, at the pace of its flush', () => {
    const { engine, stream } = setUp();
    const [a, b] = [createReader(), createReader()];
    stream.join(a, undefined);
    stream.join(b, undefined);
    for (let i = 0; i < 50; i++) engine.emit({ seq: i, topic: 'status', data: { ...stubStatus, trades: i } });
    expect(a.said).toHaveLength(1);
    vi.advanceTimersByTime(100);
    expect(a.said).toHaveLength(2);
    expect(a.said[1]).toBe(b.said[1]);
    expect(a.said[1]).toContain('"trades":49');
    expect(a.said[1]?.match(/event: status/g)).toHaveLength(1);
  });

  it('drops a slow reader with a reason, and no other', () => {
    const { engine, stream, dropped } = setUp({ unsentBytesMax: 1_000 });
    const [slow, quick] = [createReader(), createReader()];
    stream.join(slow, undefined);
    stream.join(quick, undefined);
    slow.writableLength = 990;
    engine.emit({ seq: 1, topic: 'journal', data: journalRow(1) });
    vi.advanceTimersByTime(100);
    expect(slow.said.at(-1)).toContain('event: dropped\ndata: {"reason":"slow-reader: more than 1000 bytes unsent"}');
    expect(slow.isEnded).toBe(true);
    expect(dropped).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect([slow.isDestroyed, quick.isEnded]).toEqual([true, false]);
    expect(quick.said.at(-1)).toContain('event: journal');
  });

  it('beats while nothing happens', () => {
    const { stream } = setUp();
    const reader = createReader();
    stream.join(reader, undefined);
    vi.advanceTimersByTime(5_000);
    expect(reader.said.at(-1)).toBe('event: heartbeat\ndata: {"at":7}\n\n');
  });

  it('takes a bounded number of readers', () => {
    const { stream } = setUp({ readersMax: 1 });
    const first = createReader();
    expect(stream.join(first, undefined)).toBe(true);
    expect(stream.join(createReader(), undefined)).toBe(false);
    stream.leave(first);
    expect(stream.join(createReader(), undefined)).toBe(true);
  });

  it('tells of what it cannot replay', () => {
    const { engine, stream } = setUp();
    engine.change({ seq: 5_000 });
    const reader = createReader();
    stream.join(reader, 100);
    expect(reader.said[0]).toContain('event: gap\ndata: {"topic":"journal","dropped":3900}');
    expect(reader.said[0]?.match(/event: journal/g)).toHaveLength(1_000);
    expect(reader.said[0]).toContain('id: 5000\n');
  });

  it('says goodbye when it closes, and leaves no timer behind', () => {
    const { engine, stream } = setUp();
    const reader = createReader();
    stream.join(reader, undefined);
    stream.close();
    expect(reader.said.at(-1)).toContain('event: closing');
    expect([reader.isEnded, engine.listeners.size, vi.getTimerCount()]).toEqual([true, 0, 0]);
  });
});

describe('stream frames', () => {
  it('are bounded, and count what they dropped', () => {
    const frames = createStreamFrames();
    for (let seq = 1; seq <= 10_000; seq++) frames.add({ seq, topic: 'journal', data: journalRow(seq) });
    const text = frames.take();
    const rows = text.match(/event: journal/g)?.length ?? 0;
    const dropped = Number(/"dropped":(\d+)/.exec(text)?.[1]);
    expect(rows).toBeLessThan(200);
    expect(rows + dropped).toBe(10_000);
    expect(text).toContain('id: 10000\n');
    expect(frames.take()).toBe('');
  });

  it('drop market data before anything else', () => {
    const frames = createStreamFrames();
    frames.add({ seq: 1, topic: 'journal', data: { ...journalRow(1), type: 'fill' } });
    for (let seq = 2; seq <= 5_000; seq++) frames.add({ seq, topic: 'journal', data: journalRow(seq) });
    const text = frames.take();
    expect(text).toContain('"type":"fill"');
    expect(text.indexOf('id: 1\n')).toBeLessThan(text.indexOf('id: 5000\n'));
  });

  it('keep the closed candle and the open one apart', () => {
    const frames = createStreamFrames();
    const candle = { symbol: 'BTCUSDT', open: 1, high: 1, low: 1, close: 1, volume: 1 };
    frames.add({ seq: 1, topic: 'candle', data: { ...candle, time: 60_000, isClosed: false } });
    frames.add({ seq: 2, topic: 'candle', data: { ...candle, time: 60_000, isClosed: true } });
    frames.add({ seq: 3, topic: 'candle', data: { ...candle, time: 120_000, isClosed: false } });
    const text = frames.take();
    expect(text.match(/event: candle/g)).toHaveLength(2);
    expect(text).toContain('"isClosed":true');
  });
});
