import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeIndicator, timedBars } from '../../test/conformance/describe-indicator.ts';
import { InvariantError } from '../domain/index.ts';
import {
  type Book,
  BookImbalance,
  imbalance,
  Obv,
  RelativeVolume,
  RelativeVolumeOfDay,
  RollingVwap,
  SessionVwap,
  type TimedBar,
  type VolumeBar,
} from './index.ts';

const MINUTE_MS = 60_000;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function vwap(list: readonly VolumeBar[]): number | undefined {
  const volume = sum(list.map((bar) => bar.volume));
  const turnover = sum(list.map((bar) => ((bar.high + bar.low + bar.close) / 3) * bar.volume));
  return volume > 0 ? turnover / volume : undefined;
}

describeIndicator('Obv', {
  create: () => new Obv(),
  inputs: timedBars,
  oracle: (list) =>
    sum(list.map(({ close, volume }, i) => (i === 0 ? 1 : Math.sign(close - (list[i - 1]?.close ?? 0))) * volume)),
});

describeIndicator('SessionVwap(10 minutes)', {
  create: () => new SessionVwap(10 * MINUTE_MS),
  inputs: timedBars,
  oracle: (list) => {
    const session = (bar?: TimedBar) => Math.floor((bar?.openAt ?? 0) / (10 * MINUTE_MS));
    return vwap(list.filter((bar) => session(bar) === session(list.at(-1))));
  },
  mayWait: true,
});

for (const period of [1, 7]) {
  describeIndicator(`RollingVwap(${period})`, {
    create: () => new RollingVwap(period),
    inputs: timedBars,
    oracle: (list) => (list.length < period ? undefined : vwap(list.slice(-period))),
    mayWait: true,
  });
  describeIndicator(`RelativeVolume(${period})`, {
    create: () => new RelativeVolume(period),
    inputs: timedBars,
    oracle: (list) => {
      const usual = sum(list.slice(-period - 1, -1).map((bar) => bar.volume)) / period;
      return list.length <= period || usual === 0 ? undefined : (list.at(-1)?.volume ?? 0) / usual;
    },
    mayWait: true,
  });
}

const QUARTER_DAY_MS = 6 * 60 * MINUTE_MS;
/** The bars as if each lasted a quarter of a day: 80 of them are twenty days. */
const quarters = timedBars.map((list) => list.map((bar, i) => ({ ...bar, openAt: (i + 3) * QUARTER_DAY_MS })));

describeIndicator('RelativeVolumeOfDay(3 days)', {
  create: () => new RelativeVolumeOfDay(3, QUARTER_DAY_MS),
  inputs: quarters,
  oracle: (list) => {
    const same = list.filter((_, i) => i % 4 === (list.length - 1) % 4).map((bar) => bar.volume);
    const usual = sum(same.slice(-4, -1)) / 3;
    return same.length < 4 || usual === 0 ? undefined : (same.at(-1) as number) / usual;
  },
  mayWait: true,
});

const side = fc.array(fc.tuple(fc.nat(100), fc.nat(20)), { maxLength: 8 });
const books: fc.Arbitrary<Book[]> = fc.array(fc.record({ bids: side, asks: side }), { maxLength: 80, size: 'max' });

describeIndicator('BookImbalance(5 levels, 4 books)', {
  create: () => new BookImbalance(5, 4),
  inputs: books,
  oracle: (list) => {
    if (list.length < 4) return undefined;
    const each = list.slice(-4).map(({ bids, asks }) => {
      const [bid, ask] = [bids, asks].map((levels) => sum(levels.slice(0, 5).map(([, size]) => size))) as [
        number,
        number,
      ];
      return bid + ask === 0 ? 0 : (bid - ask) / (bid + ask);
    });
    return sum(each) / 4;
  },
});

describe('volume', () => {
  it('at the opening of the day is compared with other openings, not with the quiet hour before', () => {
    const ofDay = new RelativeVolumeOfDay(2, 12 * 60 * MINUTE_MS);
    const rolling = new RelativeVolume(4);
    [900, 100, 900, 100, 900].forEach((volume, i) => {
      ofDay.next({ openAt: i * 12 * 60 * MINUTE_MS, volume });
      rolling.next({ volume });
    });
    expect([ofDay.value, rolling.value]).toEqual([1, 1.8]);
  });

  it('refuses bars that do not fill a day', () => {
    expect(() => new RelativeVolumeOfDay(3, 7 * MINUTE_MS)).toThrow(InvariantError);
  });

  it('of a new session is its own', () => {
    const vwapOfDay = new SessionVwap();
    const bar = (openAt: number, price: number, volume: number) =>
      vwapOfDay.next({ openAt, high: price, low: price, close: price, volume });
    bar(0, 100, 3);
    bar(MINUTE_MS, 200, 1);
    expect(vwapOfDay.value).toBe(125);
    bar(86_400_000, 300, 1);
    expect(vwapOfDay.value).toBe(300);
  });
});

describe('the imbalance of a book', () => {
  it.each<[Book, number, number]>([
    [{ bids: [[99, 3]], asks: [[101, 1]] }, 5, 0.5],
    [{ bids: [], asks: [[101, 1]] }, 5, -1],
    [{ bids: [[99, 1]], asks: [] }, 5, 1],
    [{ bids: [], asks: [] }, 5, 0],
    [
      {
        bids: [
          [99, 1],
          [98, 9],
        ],
        asks: [[101, 1]],
      },
      1,
      0,
    ],
  ])('%j over %d levels is %d', (book, depth, expected) => {
    expect(imbalance(book, depth)).toBe(expected);
  });
});
