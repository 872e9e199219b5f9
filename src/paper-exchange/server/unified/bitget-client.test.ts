import { describe, expect, it } from 'vitest';
import { createBitgetRest } from '../../../bitget/client/index.ts';
import { detectFamily, venueOf } from '../../../bitget/family.ts';
import { Secret } from '../../../bitget/signing/index.ts';
import { lots, type MarketEvent, type OrderRequest, ticks, type VenueEvent } from '../../../domain/index.ts';
import { approve } from '../../../kernel/risk/approved.ts';
import { KEY } from '../testing/client.ts';
import { BTC, book, closed, funding, MINUTE, mark, START, trade } from '../testing/market.ts';
import { type Given, onCleanup, testAccount } from '../testing/running.ts';
import { runningBoth, UNIFIED_KEY, unifiedAccount } from './testing/both.ts';

type Exchange = Awaited<ReturnType<typeof runningBoth>>;

/** The client as the family of `key` needs it, listening. */
async function client({ server, clock }: Exchange, key: typeof KEY) {
  const credentials = { key: key.apiKey, secret: new Secret(key.apiSecret), passphrase: new Secret(key.passphrase) };
  const rest = createBitgetRest({ baseUrl: server.rest, credentials, clock, limitFactor: 100 });
  await rest.measureClock();
  const family = await detectFamily(rest);
  const socketOrigin = server.rest.replace('http', 'ws');
  const { venue, feed } = venueOf(family, { rest, credentials, socketOrigin, random: () => 0.5 });
  onCleanup(async () => {
    await venue.close();
    await feed.close();
    await rest.close();
  });
  const events: VenueEvent[] = [];
  await venue.listen({ onEvent: (event) => events.push(event), onGap: () => {} }, new AbortController().signal);
  return { family, venue, feed, events };
}

async function connected(given: Given = {}) {
  const exchange = await runningBoth({ rateLimits: 'off', ...given });
  return { ...exchange, ...(await client(exchange, UNIFIED_KEY)) };
}

const order = (given: Partial<OrderRequest> = {}) =>
  approve<OrderRequest>({
    clientOid: 'in',
    symbol: 'BTCUSDT',
    intent: 'open',
    positionSide: 'long',
    type: 'market',
    price: undefined,
    size: lots(100),
    timeInForce: 'gtc',
    marginMode: 'isolated',
    leverage: 20,
    stopLoss: undefined,
    takeProfit: undefined,
    ...given,
  });

const accepted = { outcome: 'accepted' };

describe('the Unified client against the embedded exchange', () => {
  it('reads back the instrument that the market has', async () => {
    const { venue, family } = await connected();
    expect(family).toBe('unified');
    expect(await venue.instruments(['BTCUSDT'])).toEqual([BTC]);
  });

  it.each([
    ['hedge', 'long'],
    ['hedge', 'short'],
    ['one-way', 'long'],
    ['one-way', 'short'],
  ] as const)('trades in %s mode, %s: stream, lists and core say the same', async (positionMode, positionSide) => {
    const { venue, events, server, advance } = await connected({
      accounts: [testAccount(), unifiedAccount({ positionMode: positionMode === 'hedge' ? 'one-way' : 'hedge' })],
      updates: [funding(START + MINUTE)],
    });
    const { exchange } = server;
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode, marginMode: 'isolated' });
    const away = positionSide === 'long' ? -1 : 1;
    const rest = { positionSide, clientOid: 'rest', type: 'limit', price: ticks(600_000 + away * 5_000) } as const;
    expect(await venue.submit(order({ positionSide, stopLoss: ticks(600_000 + away * 10_000) }))).toMatchObject(
      accepted,
    );
    expect(await venue.submit(order(rest))).toMatchObject(accepted);
    const target = await venue.placeTrigger({
      clientOid: 'target',
      symbol: 'BTCUSDT',
      positionSide,
      kind: 'take-profit',
      triggerPrice: ticks(600_000 - away * 20_000),
      triggerBy: 'mark',
      size: undefined,
    });
    expect(target).toMatchObject(accepted);
    await venue.settle();
    expect(await venue.openOrders()).toEqual(exchange.openOrders('u'));
    expect(await venue.openTriggers()).toEqual(expect.arrayContaining([...exchange.openTriggers('u')]));
    expect(await venue.positions()).toEqual(exchange.positions('u'));
    expect(await venue.cancel('BTCUSDT', 'rest')).toMatchObject(accepted);
    expect(await venue.cancel('BTCUSDT', 'rest')).toMatchObject({ outcome: 'rejected' });
    await advance(START + MINUTE);
    expect(await venue.submit(order({ positionSide, clientOid: 'out', intent: 'close' }))).toMatchObject(accepted);
    await venue.settle();
    const fills = exchange.fills('u', 0);
    expect(fills.map(({ intent, positionSide: side }) => [intent, side])).toEqual([
      ['open', positionSide],
      ['close', positionSide],
    ]);
    expect(await venue.fills(0)).toEqual(fills);
    expect(events.flatMap((event) => (event.type === 'fill' ? [event.fill] : []))).toEqual(fills);
    expect(await venue.bills(0)).toEqual(exchange.bills('u', 0));
    expect(await venue.account()).toEqual(exchange.account('u'));
    const statuses = events.flatMap((event) =>
      event.type === 'order' ? [`${event.report.clientOid} ${event.report.status}`] : [],
    );
    expect(statuses).toEqual(['in live', 'in filled', 'rest live', 'rest canceled', 'out live', 'out filled']);
    expect(await venue.positions()).toEqual([]);
    expect(await venue.order('BTCUSDT', 'never')).toBe('absent');
    expect(await venue.trigger('BTCUSDT', 'never')).toBe('absent');
  });

  it('moves a stop, and loses it when it fires', async () => {
    const updates = [mark(START + 1, 58_000), trade(START + 2, 58_000), book(START + 3, 58_000)];
    const { venue, server, advance, events } = await connected({ updates });
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
    await venue.submit(order({ stopLoss: ticks(570_000) }));
    const [stop] = await venue.openTriggers();
    const to = { triggerPrice: ticks(590_000), size: lots(100) };
    expect(await venue.moveTrigger('BTCUSDT', stop?.triggerId ?? '', to)).toMatchObject(accepted);
    await advance(START + 3);
    await venue.settle();
    expect(server.exchange.positions('u')).toEqual([]);
    expect(events.filter((event) => event.type === 'trigger').map(({ report }) => report.status)).toEqual([
      'live',
      'live',
      'triggered',
    ]);
  });

  it('streams the market: quotes, marks, trades, and every closed minute once', async () => {
    const updates = [
      trade(START + 500, 60_050),
      closed(START, 60_020),
      trade(START + MINUTE + 10, 60_030),
      closed(START + MINUTE, 60_040),
      trade(START + 2 * MINUTE + 10, 60_041),
    ];
    const { feed, advance } = await connected({ updates });
    const events: MarketEvent[] = [];
    expect((await feed.history('BTCUSDT', { until: START, count: 300 })).at(-1)?.openAt).toBe(START - MINUTE);
    const listener = { onEvent: (event: MarketEvent) => events.push(event), onGap: () => {} };
    await feed.listen(['BTCUSDT'], listener, new AbortController().signal);
    await advance(START + 2 * MINUTE + 500);
    await feed.settle();
    const said = (type: MarketEvent['type']) => events.filter((event) => event.type === type);
    expect(said('candle')).toMatchObject([
      { candle: { openAt: START, close: 600_200 } },
      { candle: { openAt: START + MINUTE, close: 600_400 } },
    ]);
    expect(said('trade')).toMatchObject([{ price: 600_500 }, { price: 600_300 }, { price: 600_410 }]);
    expect(said('quote')).toContainEqual(expect.objectContaining({ bid: 599_995, askSize: 10_000 }));
    expect(said('mark')).toContainEqual(expect.objectContaining({ price: 600_000 }));
  });

  it('trades against the Classic client, each with its own words', async () => {
    const exchange = await runningBoth({ rateLimits: 'off' });
    const before = exchange.server.exchange.totalCash;
    const [maker, taker] = [await client(exchange, KEY), await client(exchange, UNIFIED_KEY)];
    expect([maker.family, taker.family]).toEqual(['classic', 'unified']);
    for (const { venue } of [maker, taker])
      await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
    const rest = { type: 'limit', price: ticks(600_000) } as const;
    expect(await maker.venue.submit(order({ ...rest, clientOid: 'bid' }))).toMatchObject(accepted);
    expect(await taker.venue.submit(order({ positionSide: 'short', clientOid: 'hit' }))).toMatchObject(accepted);
    for (const { venue } of [maker, taker]) await venue.settle();
    const fills = (events: readonly VenueEvent[]) =>
      events.flatMap((event) => (event.type === 'fill' ? [event.fill] : []));
    expect(fills(maker.events)).toMatchObject([{ clientOid: 'bid', liquidity: 'maker', price: 600_000, size: 100 }]);
    expect(fills(taker.events)).toMatchObject([{ clientOid: 'hit', liquidity: 'taker', price: 600_000, size: 100 }]);
    expect(exchange.server.exchange.totalCash).toBe(before);
  });
});
