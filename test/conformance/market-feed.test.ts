/**
 * Both families of the Bitget market feed against the embedded exchange, over its wire.
 */
import { expect, onTestFinished, test } from 'vitest';
import { createBitgetRest, Secret, venueOf } from '../../src/bitget/index.ts';
import type { MarketEvent } from '../../src/domain/index.ts';
import { KEY } from '../../src/paper-exchange/server/testing/client.ts';
import { closed, MINUTE, START, trade } from '../../src/paper-exchange/server/testing/market.ts';
import { running } from '../../src/paper-exchange/server/testing/running.ts';

const UPDATES = [
  trade(START + 500, 60_050),
  closed(START, 60_020),
  trade(START + MINUTE + 10, 60_030),
  closed(START + MINUTE, 60_040),
  trade(START + 2 * MINUTE + 10, 60_041),
];

test.each(['classic', 'unified'] as const)(
  '%s: history, quotes, marks, trades and each closed minute once',
  async (family) => {
    const { server, clock, advance } = await running({ rateLimits: 'off', updates: UPDATES });
    const credentials = { key: KEY.apiKey, secret: new Secret(KEY.apiSecret), passphrase: new Secret(KEY.passphrase) };
    const rest = createBitgetRest({ baseUrl: server.rest, credentials, clock, limitFactor: 100 });
    const socketOrigin = server.rest.replace(/^http/, 'ws');
    const { feed } = venueOf(family, { rest, socketOrigin, credentials, random: () => 0.5 });
    onTestFinished(async () => {
      await feed.close();
      await rest.close();
    });
    const history = await feed.history('BTCUSDT', { until: START, count: 300 });
    expect(history.map(({ openAt }) => openAt)).toEqual(
      Array.from({ length: 300 }, (_, i) => START - (300 - i) * MINUTE),
    );
    const events: MarketEvent[] = [];
    const gaps: string[] = [];
    const listener = {
      onEvent: (event: MarketEvent) => events.push(event),
      onGap: (reason: string) => gaps.push(reason),
    };
    await feed.listen(['BTCUSDT'], listener, new AbortController().signal);
    await advance(START + 2 * MINUTE + 500);
    await feed.settle();
    expect(gaps).toEqual([]);
    expect(
      events.flatMap((event) => (event.type === 'candle' ? [[event.candle.openAt - START, event.candle.close]] : [])),
    ).toEqual([
      [0, 600_200],
      [MINUTE, 600_400],
    ]);
    expect(events.flatMap((event) => (event.type === 'trade' ? [event.price] : []))).toEqual([
      600_500, 600_300, 600_410,
    ]);
    expect(events.some((event) => event.type === 'quote' && event.bid === 599_995 && event.askSize === 10_000)).toBe(
      true,
    );
    await feed.unfollow(['BTCUSDT']);
    const before = events.length;
    await advance(START + 3 * MINUTE + 500);
    await feed.settle();
    expect(events.slice(before)).toEqual([]);
    await feed.follow(['BTCUSDT']);
    await feed.settle();
    expect(events.slice(before).some((event) => event.type === 'quote')).toBe(true);
    expect(events.find((event) => event.type === 'mark')).toMatchObject({
      price: 600_000,
      nextFundingAt: START + 480 * MINUTE,
    });
  },
);
