import { describe, expect, test } from 'vitest';
import { parseBookFrame, parseFrame } from './parse-frame.ts';

const arg = { instType: 'USDT-FUTURES', channel: 'books', instId: 'BTCUSDT' };
const asks = [
  ['60000.1', '0.5'],
  ['60000.2', '1'],
];
const bids = [['60000.0', '2']];
const row = { asks, bids, ts: '1', seq: 7, pseq: 6 };

type Row = Readonly<Record<string, unknown>>;
const rowOf = (frame: unknown): Row => (frame as { data: readonly Row[] }).data[0] as Row;

describe('parseBookFrame', () => {
  test('leaves the levels as text and reads the rest', () => {
    const frame = parseBookFrame(JSON.stringify({ action: 'update', arg, data: [row], ts: 2 }));
    const levels = { asks: JSON.stringify(asks), bids: JSON.stringify(bids) };
    expect(frame).toEqual({ action: 'update', arg, data: [{ ...levels, ts: '1', seq: '7', pseq: '6' }], ts: 2 });
  });

  test('knows the names of the Unified family, in any order, and sides without levels', () => {
    const text = JSON.stringify({ data: [{ b: bids, seq: 1, a: [] }], arg, action: 'snapshot' });
    expect(rowOf(parseBookFrame(text))).toEqual({ a: [], b: JSON.stringify(bids), seq: '1' });
  });

  test.each([
    ['several rows', JSON.stringify({ data: [row, { ...row, asks: bids }] })],
    ['spaces', JSON.stringify({ data: [row] }, undefined, 2)],
    ['levels beside the row', JSON.stringify({ asks, data: [{ ts: '1' }] })],
    ['no rows', JSON.stringify({ event: 'subscribe', arg })],
    ['rows of another channel', JSON.stringify({ data: [{ lastPr: '1' }] })],
    ['no object', '"pong"'],
    ['no JSON', '{"data":[{"asks":[["1","2"]]'],
    ['levels without an end', '{"data":[{"asks":[["1","2"'],
  ])('reads as any other frame: %s', (_, text) => {
    expect(parseBookFrame(text)).toEqual(parseFrame(text));
  });
});

test('sequence numbers beyond 2^53 stay as they are', () => {
  const text = '{"data":[{"asks":[["1","2"]],"bids":[],"seq":9007199254740993,"pseq": -9007199254740995}]}';
  for (const read of [parseFrame, parseBookFrame]) {
    expect(rowOf(read(text))).toMatchObject({ seq: '9007199254740993', pseq: '-9007199254740995' });
  }
});
