import { describe, expect, it } from 'vitest';
import { BitgetMarketFeed, BitgetVenue, createBitgetRest, InstrumentBook } from '../../bitget/client/index.ts';
import { Secret } from '../../bitget/signing/index.ts';
import { lots, type MarketEvent, type OrderRequest, ticks, type VenueEvent } from '../../domain/index.ts';
import { approve } from '../../kernel/risk/approved.ts';
import { KEY } from './testing/client.ts';
import { BTC, book, closed, funding, MINUTE, mark, START, trade } from './testing/market.ts';
import { type Given, onCleanup, running, testAccount } from './testing/running.ts';

async function connected(given: Given = {}) {
  const exchange = await running({ rateLimits: 'off', ...given });
  const { server, clock } = exchange;
  const credentials = { key: KEY.apiKey, secret: new Secret(KEY.apiSecret), passphrase: new Secret(KEY.passphrase) };
  const rest = createBitgetRest({ baseUrl: server.rest, credentials, clock, limitFactor: 100 });
  await rest.measureClock();
  const shared = { rest, instruments: new InstrumentBook(rest), random: () => 0.5 };
  const venue = new BitgetVenue({ ...shared, socketUrl: server.ws.private, credentials });
  const feed = new BitgetMarketFeed({ ...shared, socketUrl: server.ws.public });
  onCleanup(async () => {
    await venue.close();
    await feed.close();
    await rest.close();
  });
  const events: VenueEvent[] = [];
  await venue.listen({ onEvent: (event) => events.push(event), onGap: () => {} }, new AbortController().signal);
  return { ...exchange, venue, feed, events };
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

describe('the Bitget client against the embedded exchange', () => {
  it('reads back the instrument that the market has', async () => {
    const { venue } = await connected();
    expect(await venue.instruments(['BTCUSDT'])).toEqual([BTC]);
  });

  it.each([
    ['hedge', 'long'],
    ['hedge', 'short'],
    ['one-way', 'long'],
    ['one-way', 'short'],
  ] as const)('trades in %s mode, %s: stream, lists and core say the same', async (positionMode, positionSide) => {
    const { venue, events, server, advance } = await connected({
      accounts: [testAccount({ positionMode: positionMode === 'hedge' ? 'one-way' : 'hedge', marginMode: 'crossed' })],
      updates: [funding(START + MINUTE)],
    });
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode, marginMode: 'isolated' });
    const away = positionSide === 'long' ? -1 : 1;
    const stopLoss = ticks(600_000 + away * 10_000);
    expect(await venue.submit(order({ positionSide, stopLoss }))).toMatchObject({ outcome: 'accepted' });
    expect(
      await venue.submit(
        order({ positionSide, clientOid: 'rest', type: 'limit', price: ticks(600_000 + away * 5_000) }),
      ),
    ).toMatchObject({ outcome: 'accepted' });
    const placed = await venue.placeTrigger({
      clientOid: 'target',
      symbol: 'BTCUSDT',
      positionSide,
      kind: 'take-profit',
      triggerPrice: ticks(600_000 - away * 20_000),
      triggerBy: 'mark',
      size: undefined,
    });
    expect(placed).toMatchObject({ outcome: 'accepted' });
    await venue.settle();
    const { exchange } = server;
    expect(await venue.openOrders()).toEqual(exchange.openOrders('a'));
    expect(await venue.openTriggers()).toEqual(expect.arrayContaining([...exchange.openTriggers('a')]));
    expect(await venue.positions()).toEqual(exchange.positions('a'));
    expect(await venue.cancel('BTCUSDT', 'rest')).toMatchObject({ outcome: 'accepted' });
    expect(await venue.cancel('BTCUSDT', 'rest')).toMatchObject({ outcome: 'rejected' });
    await advance(START + MINUTE);
    expect(await venue.submit(order({ positionSide, clientOid: 'out', intent: 'close' }))).toMatchObject({
      outcome: 'accepted',
    });
    await venue.settle();
    const fills = exchange.fills('a', 0);
    expect(fills.map(({ intent, positionSide: side }) => [intent, side])).toEqual([
      ['open', positionSide],
      ['close', positionSide],
    ]);
    expect(await venue.fills(0)).toEqual(fills);
    expect(events.flatMap((event) => (event.type === 'fill' ? [event.fill] : []))).toEqual(fills);
    expect(await venue.bills(0)).toEqual(exchange.bills('a', 0));
    expect(await venue.account()).toEqual(exchange.account('a'));
    const statuses = events.flatMap((event) =>
      event.type === 'order' ? [`${event.report.clientOid} ${event.report.status}`] : [],
    );
    expect(statuses).toEqual(['in live', 'in filled', 'rest live', 'rest canceled', 'out live', 'out filled']);
    const ended = events.flatMap((event) =>
      event.type === 'trigger' && event.report.status === 'canceled' ? [event.report.kind] : [],
    );
    expect(ended.sort()).toEqual(['stop-loss', 'take-profit']);
    expect(await venue.order('BTCUSDT', 'never')).toBe('absent');
    expect(await venue.order('BTCUSDT', 'out')).toMatchObject({ status: 'filled', intent: 'close' });
    expect(await venue.trigger('BTCUSDT', 'never')).toBe('absent');
    expect(await venue.submit(order({ positionSide, clientOid: 'more', size: lots(400_000) }))).toMatchObject({
      outcome: 'rejected',
    });
  });

  it('moves and loses a trigger', async () => {
    const { venue, server, advance, events } = await connected({
      updates: [mark(START + 1, 58_000), trade(START + 2, 58_000), book(START + 3, 58_000)],
    });
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
    await venue.submit(order({ stopLoss: ticks(570_000) }));
    const [stop] = await venue.openTriggers();
    expect(
      await venue.moveTrigger('BTCUSDT', stop?.triggerId ?? '', { triggerPrice: ticks(590_000), size: lots(100) }),
    ).toMatchObject({
      outcome: 'accepted',
    });
    await advance(START + 3);
    await venue.settle();
    expect(server.exchange.positions('a')).toEqual([]);
    expect(events.filter((event) => event.type === 'trigger').map(({ report }) => report.status)).toEqual([
      'live',
      'live',
      'triggered',
    ]);
    expect(events.filter((event) => event.type === 'fill').map(({ fill }) => fill.clientOid)).toEqual(['in', '']);
    expect(await venue.cancelTrigger('BTCUSDT', stop?.triggerId ?? '')).toMatchObject({ outcome: 'rejected' });
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
    const history = await feed.history('BTCUSDT', { until: START, count: 300 });
    expect(history).toHaveLength(300);
    expect(history.at(-1)?.openAt).toBe(START - MINUTE);
    await feed.listen(
      ['BTCUSDT'],
      { onEvent: (event) => events.push(event), onGap: () => {} },
      new AbortController().signal,
    );
    await advance(START + 2 * MINUTE + 500);
    await feed.settle();
    const candles = events.flatMap((event) =>
      event.type === 'candle' ? [[event.candle.openAt - START, event.candle.close]] : [],
    );
    expect(candles).toEqual([
      [0, 600_200],
      [MINUTE, 600_400],
    ]);
    expect(events.flatMap((event) => (event.type === 'trade' ? [event.price] : []))).toEqual([
      600_500, 600_300, 600_410,
    ]);
    expect(events.some((event) => event.type === 'quote' && event.bid === 599_995 && event.askSize === 10_000)).toBe(
      true,
    );
    expect(events.some((event) => event.type === 'mark' && event.price === 600_000)).toBe(true);
  });
});
