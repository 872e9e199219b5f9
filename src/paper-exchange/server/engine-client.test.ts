/** The engine's own client against the embedded exchange: what it reads and hears is what the core holds. */
import { describe, expect, it } from 'vitest';
import { lots, type MarketEvent, type PositionSide, ticks, type VenueEvent } from '../../domain/index.ts';
import { KEY } from './testing/client.ts';
import { engineClient, approvedOrder as order } from './testing/engine-client.ts';
import { BTC, book, closed, funding, MINUTE, mark, START, trade } from './testing/market.ts';
import { type Given, testAccount } from './testing/running.ts';
import { runningBoth, UNIFIED_KEY, unifiedAccount } from './unified/testing/both.ts';

const accepted = { outcome: 'accepted' };
const refused = { outcome: 'rejected' };

const fillsOf = (events: readonly VenueEvent[]) =>
  events.flatMap((event) => (event.type === 'fill' ? [event.fill] : []));
const triggersOf = (events: readonly VenueEvent[]) =>
  events.flatMap((event) => (event.type === 'trigger' ? [event.report] : []));

describe.each([
  ['classic', 'a', KEY],
  ['unified', 'u', UNIFIED_KEY],
] as const)('the %s client', (family, account, key) => {
  /** Both accounts, the client's own one with these settings. */
  const accounts = (own: Parameters<typeof testAccount>[0]) =>
    family === 'classic' ? [testAccount(own), unifiedAccount()] : [testAccount(), unifiedAccount(own)];

  async function connected(given: Given = {}) {
    const exchange = await runningBoth({ rateLimits: 'off', ...given });
    return { ...exchange, ...(await engineClient(exchange, key)), core: exchange.server.exchange };
  }

  it('finds its family, and reads back the instrument that the market has', async () => {
    const client = await connected();
    expect(client.family).toBe(family);
    expect(await client.venue.instruments(['BTCUSDT'])).toEqual([BTC]);
  });

  it.each([
    ['hedge', 'long'],
    ['hedge', 'short'],
    ['one-way', 'long'],
    ['one-way', 'short'],
  ] as const)('trades in %s mode, %s: stream, lists and core say the same', async (positionMode, positionSide) => {
    const other = positionMode === 'hedge' ? 'one-way' : 'hedge';
    const { venue, events, core, advance } = await connected({
      accounts: accounts({ positionMode: other, marginMode: 'crossed' }),
      updates: [funding(START + MINUTE)],
    });
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode, marginMode: 'isolated' });
    const { entry, rest, target } = around(positionSide);
    expect(await venue.submit(entry)).toMatchObject(accepted);
    expect(await venue.submit(rest)).toMatchObject(accepted);
    expect(await venue.placeTrigger(target)).toMatchObject(accepted);
    await venue.settle();
    expect(await venue.openOrders()).toEqual(core.openOrders(account));
    expect(await venue.openTriggers()).toEqual(expect.arrayContaining([...core.openTriggers(account)]));
    expect(await venue.positions()).toEqual(core.positions(account));
    expect(await venue.cancel('BTCUSDT', 'rest')).toMatchObject(accepted);
    expect(await venue.cancel('BTCUSDT', 'rest')).toMatchObject(refused);
    await advance(START + MINUTE);
    expect(await venue.submit(order({ positionSide, clientOid: 'out', intent: 'close' }))).toMatchObject(accepted);
    await venue.settle();
    const fills = core.fills(account, 0);
    expect(fills.map(({ intent, positionSide: side }) => [intent, side])).toEqual([
      ['open', positionSide],
      ['close', positionSide],
    ]);
    expect(await venue.fills(0)).toEqual(fills);
    expect(fillsOf(events)).toEqual(fills);
    expect(await venue.bills(0)).toEqual(core.bills(account, 0));
    expect(await venue.account()).toEqual(core.account(account));
    expect(await venue.positions()).toEqual([]);
    const statuses = events.flatMap((event) =>
      event.type === 'order' ? [`${event.report.clientOid} ${event.report.status}`] : [],
    );
    expect(statuses).toEqual(['in live', 'in filled', 'rest live', 'rest canceled', 'out live', 'out filled']);
    const ended = triggersOf(events).filter(({ status }) => status === 'canceled');
    expect(ended.map(({ kind }) => kind).sort()).toEqual(['stop-loss', 'take-profit']);
    expect(await venue.order('BTCUSDT', 'never')).toBe('absent');
    expect(await venue.order('BTCUSDT', 'out')).toMatchObject({ status: 'filled', intent: 'close' });
    expect(await venue.trigger('BTCUSDT', 'never')).toBe('absent');
    const tooLarge = order({ positionSide, clientOid: 'more', size: lots(400_000) });
    expect(await venue.submit(tooLarge)).toMatchObject(refused);
  });

  it('moves a stop, and loses it when it fires', async () => {
    const updates = [mark(START + 1, 58_000), trade(START + 2, 58_000), book(START + 3, 58_000)];
    const { venue, core, advance, events } = await connected({ updates });
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
    await venue.submit(order({ stopLoss: ticks(570_000) }));
    const [stop] = await venue.openTriggers();
    const to = { triggerPrice: ticks(590_000), size: lots(100) };
    expect(await venue.moveTrigger('BTCUSDT', stop?.triggerId ?? '', to)).toMatchObject(accepted);
    await advance(START + 3);
    await venue.settle();
    expect(core.positions(account)).toEqual([]);
    expect(triggersOf(events).map(({ status }) => status)).toEqual(['live', 'live', 'triggered']);
    expect(fillsOf(events).map(({ clientOid }) => clientOid)).toEqual(['in', '']);
    expect(await venue.cancelTrigger('BTCUSDT', stop?.triggerId ?? '')).toMatchObject(refused);
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
    const history = await feed.history('BTCUSDT', { until: START, count: 300 });
    expect([history.length, history.at(-1)?.openAt]).toEqual([300, START - MINUTE]);
    const events: MarketEvent[] = [];
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
});

it('clients of both families trade with each other, each with its own words', async () => {
  const exchange = await runningBoth({ rateLimits: 'off' });
  const before = exchange.server.exchange.totalCash;
  const [maker, taker] = [await engineClient(exchange, KEY), await engineClient(exchange, UNIFIED_KEY)];
  for (const { venue } of [maker, taker])
    await venue.prepare({ symbols: ['BTCUSDT'], positionMode: 'hedge', marginMode: 'isolated' });
  const rest = order({ type: 'limit', price: ticks(600_000), clientOid: 'bid' });
  expect(await maker.venue.submit(rest)).toMatchObject(accepted);
  expect(await taker.venue.submit(order({ positionSide: 'short', clientOid: 'hit' }))).toMatchObject(accepted);
  for (const { venue } of [maker, taker]) await venue.settle();
  const done = { price: 600_000, size: 100 };
  expect(fillsOf(maker.events)).toMatchObject([{ clientOid: 'bid', liquidity: 'maker', ...done }]);
  expect(fillsOf(taker.events)).toMatchObject([{ clientOid: 'hit', liquidity: 'taker', ...done }]);
  expect(exchange.server.exchange.totalCash).toBe(before);
});

/** An entry at market with its stop, one that rests, and a target, for a market at 60,000. */
function around(positionSide: PositionSide) {
  const away = positionSide === 'long' ? -1 : 1;
  return {
    entry: order({ positionSide, stopLoss: ticks(600_000 + away * 10_000) }),
    rest: order({ positionSide, clientOid: 'rest', type: 'limit', price: ticks(600_000 + away * 5_000) }),
    target: {
      clientOid: 'target',
      symbol: 'BTCUSDT',
      positionSide,
      kind: 'take-profit',
      triggerPrice: ticks(600_000 - away * 20_000),
      triggerBy: 'mark',
      size: undefined,
    },
  } as const;
}
