import { describe, expect, it } from 'vitest';
import { btc } from '../../../../test/support/instruments.ts';
import { type Candle, lots, type MarketEvent, rate, ticks } from '../../../domain/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import { LiveSource } from './index.ts';

const START = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;
const symbol = btc.symbol;

const minute = (index: number): Candle => {
  const price = ticks(100_000 + index);
  return { openAt: START + index * MINUTE, open: price, high: price, low: price, close: price, volume: lots(1) };
};

const trade = (at: number): MarketEvent => ({
  type: 'trade',
  at,
  symbol,
  price: ticks(100_000),
  size: lots(1),
  side: 'buy',
});

const closed = (index: number): MarketEvent => ({
  type: 'candle',
  at: START + (index + 1) * MINUTE,
  symbol,
  candle: minute(index),
});

const mark = (at: number, fundingRate: string, nextFundingAt: number): MarketEvent => ({
  type: 'mark',
  at,
  symbol,
  price: ticks(100_000),
  fundingRate: rate(fundingRate),
  nextFundingAt,
});

function playing(history: readonly Candle[] = []) {
  const source = new LiveSource({
    name: 'elsewhere',
    instruments: [btc],
    startAt: START,
    history: new Map([[symbol, history]]),
  });
  const drain = (): MarketUpdate[] => {
    const all: MarketUpdate[] = [];
    for (let update = source.next(); update; update = source.next()) all.push(update);
    return all;
  };
  return { source, drain };
}

describe('a live source', () => {
  it('gives what it hears in the order of arrival, and never goes back in time', () => {
    const { source, drain } = playing();
    const bids = [[ticks(99_999), lots(2)] as const];
    source.onEvent(trade(START + 500));
    source.onBook({ at: START + 400, symbol, isSnapshot: true, bids, asks: [] });
    source.onEvent(trade(START + 900));
    expect(source.peekAt()).toBe(START + 500);
    expect(drain().map(({ type, at }) => [type, at - START])).toEqual([
      ['trade', 500],
      ['book', 500],
      ['trade', 900],
    ]);
    expect([source.next(), source.peekAt()]).toEqual([undefined, undefined]);
  });

  it('goes on after any number of updates', () => {
    const { source, drain } = playing();
    for (let i = 0; i < 2_500; i++) source.onEvent(trade(START + i));
    expect(drain()).toHaveLength(2_500);
    source.onEvent(trade(START + 9_000));
    expect(drain().map(({ at }) => at - START)).toEqual([9_000]);
  });

  it('walks the minutes in which it heard nothing, and no other', () => {
    const { source, drain } = playing();
    source.onEvent(trade(START + 1_000));
    for (const event of [closed(0), closed(1), closed(2)]) source.onEvent(event);
    const walks = drain().flatMap((update) => (update.type === 'candle' ? [update.walk] : []));
    expect(walks).toEqual([false, true, true]);
  });

  it('settles funding once, at the rate that stood when its time came', () => {
    const { source, drain } = playing();
    const due = START + 10_000;
    source.onEvent(mark(START, '0.0001', due));
    source.onEvent(mark(due - 1, '0.0002', due));
    source.onEvent(mark(due + 700, '0.0003', due + 8 * 3_600_000));
    source.onEvent(mark(due + 800, '0.0003', due + 8 * 3_600_000));
    expect(drain().map((update) => (update.type === 'funding' ? [update.at - due, update.rate] : update.type))).toEqual(
      ['mark', 'mark', [0, rate('0.0002')], 'mark', 'mark'],
    );
  });

  it('takes no funding where its time is only put off', () => {
    const { source, drain } = playing();
    source.onEvent(mark(START, '0.0001', START + 10_000));
    source.onEvent(mark(START + 5_000, '0.0001', START + 20_000));
    expect(drain().map(({ type }) => type)).toEqual(['mark', 'mark']);
  });

  it('knows the minutes before its start', () => {
    const { source } = playing([minute(-3), minute(-2), minute(-1)]);
    expect(source.history(symbol, START, 2)).toEqual([minute(-2), minute(-1)]);
    expect(source.history(symbol, START - 1, 5)).toEqual([minute(-3), minute(-2)]);
    expect(source.history('ETHUSDT', START, 5)).toEqual([]);
  });

  it('lets an exchange that stood still walk through what it missed, before anything else', () => {
    const { source, drain } = playing([minute(-3), minute(-2), minute(-1)]);
    source.onEvent(trade(START + 500));
    source.walkSince(START - 2 * MINUTE);
    expect(drain()).toMatchObject([
      { type: 'candle', at: START - MINUTE, candle: minute(-2), walk: true },
      { type: 'candle', at: START, candle: minute(-1), walk: true },
      { type: 'trade', at: START + 500 },
    ]);
  });

  it('takes one more symbol in, and walks through what it missed among the rest, in the order of time', () => {
    const { source, drain } = playing([minute(-3), minute(-2), minute(-1)]);
    const eth = { ...btc, symbol: 'ETHUSDT' };
    source.walkSince(START - 2 * MINUTE);
    source.list(eth, [minute(-2), minute(-1)]);
    source.walkSince(START - 2 * MINUTE, ['ETHUSDT']);
    expect(source.instruments.map((one) => one.symbol)).toEqual([symbol, 'ETHUSDT']);
    expect(source.history('ETHUSDT', START, 1)).toEqual([minute(-1)]);
    expect(drain().map(({ at }) => at - START)).toEqual([-MINUTE, -MINUTE, 0, 0]);
  });
});
