/**
 * Random valid requests, sent through a venue to the embedded exchange, and what the venue then tells of them.
 * Invariant: every request stands for itself: what it opens or places is gone when its check is over.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type AccountFamily,
  type Lots,
  lots,
  type OrderRequest,
  type PositionMode,
  type PositionSide,
  type Ticks,
  type TriggerRequest,
  ticks,
} from '../../src/domain/index.ts';
import { approve } from '../../src/kernel/risk/approved.ts';
import { book, START } from '../../src/paper-exchange/server/testing/market.ts';
import type { Venue } from '../../src/ports/index.ts';
import { exchangeClient } from './exchange-client.ts';
import { btc } from './instruments.ts';

export type Setting = readonly [family: AccountFamily, mode: PositionMode, side: PositionSide];

/** The market stands here, with 10 coins half a unit to each side. */
const MARKET = 600_000;
const BASE = lots(500);

type Given = {
  readonly kind: 'resting' | 'passing' | 'market' | 'trigger';
  readonly intent: 'open' | 'close';
  readonly timeInForce: 'gtc' | 'post-only' | 'ioc' | 'fok';
  readonly distance: number;
  readonly size: number;
  readonly leverage: number;
  readonly stop: number | undefined;
  readonly target: number | undefined;
  readonly isWhole: boolean;
  readonly isStop: boolean;
  readonly triggerBy: 'mark' | 'last';
};

const distance = fc.integer({ min: 10, max: 25_000 });
const given: fc.Arbitrary<Given> = fc.record({
  kind: fc.constantFrom('resting', 'passing', 'market', 'trigger'),
  intent: fc.constantFrom('open', 'close'),
  timeInForce: fc.constantFrom('gtc', 'post-only', 'ioc', 'fok'),
  distance,
  size: fc.integer({ min: 1, max: 500 }),
  leverage: fc.integer({ min: 1, max: 125 }),
  stop: fc.option(distance, { nil: undefined }),
  target: fc.option(distance, { nil: undefined }),
  isWhole: fc.boolean(),
  isStop: fc.boolean(),
  triggerBy: fc.constantFrom('mark', 'last'),
});

export const requests = (count: number): fc.Arbitrary<readonly Given[]> =>
  fc.array(given, { minLength: count, maxLength: count, size: 'max' });

/** A venue with a position of half a coin, and a check of one request after another. */
export async function roundTrips([family, positionMode, positionSide]: Setting, orderPath?: 'rest' | 'socket') {
  const { venue, updates, advance } = await exchangeClient(family, { positionMode, ...(orderPath && { orderPath }) });
  const marginMode = positionMode === 'hedge' ? 'isolated' : 'crossed';
  await venue.listen({ onEvent: () => undefined, onGap: () => undefined }, new AbortController().signal);
  await venue.prepare({ symbols: [btc.symbol], positionMode, marginMode });
  let names = 0;
  let at = START;
  const base = (terms: Partial<OrderRequest>): OrderRequest => ({
    clientOid: `r-${++names}`,
    symbol: btc.symbol,
    intent: 'open',
    positionSide,
    type: 'market',
    price: undefined,
    size: BASE,
    timeInForce: 'gtc',
    marginMode,
    leverage: 20,
    stopLoss: undefined,
    takeProfit: undefined,
    ...terms,
  });
  const away = positionSide === 'long' ? 1 : -1;
  expect(await venue.submit(approve(base({})))).toMatchObject({ outcome: 'accepted' });
  const scene: Scene = { venue, base, away };
  return async (wanted: readonly Given[]): Promise<void> => {
    for (const each of wanted) {
      // What was taken from the book is there again.
      at += 1;
      updates.push(book(at, MARKET / 10));
      await advance(at);
      await CHECKS[each.kind](scene, each);
    }
    expect(await venue.openOrders()).toEqual([]);
    expect(await venue.openTriggers()).toEqual([]);
    expect(await venue.positions()).toMatchObject([{ symbol: btc.symbol, positionSide, marginMode, size: BASE }]);
  };
}

type Scene = {
  readonly venue: Venue;
  readonly base: (terms: Partial<OrderRequest>) => OrderRequest;
  /** The direction in which the position wins. */
  readonly away: 1 | -1;
};

/** The price behind the market where an order of this intent rests. */
const restingPrice = ({ away }: Scene, { intent, distance }: Given): Ticks =>
  ticks(MARKET + (intent === 'open' ? -1 : 1) * away * distance);

/** Beyond market and limit price, on the side where each belongs. */
const presets = ({ away }: Scene, { intent, stop, target }: Given) =>
  intent === 'close'
    ? {}
    : {
        stopLoss: stop === undefined ? undefined : ticks(MARKET - away * (30_000 + stop)),
        takeProfit: target === undefined ? undefined : ticks(MARKET + away * (30_000 + target)),
      };

const meaning = ({ clientOid, symbol, intent, positionSide, type, price, size }: OrderRequest) => ({
  clientOid,
  symbol,
  intent,
  positionSide,
  type,
  price,
  size,
});

const ACCEPTED = { outcome: 'accepted', id: expect.any(String) };

const CHECKS: Readonly<Record<Given['kind'], (scene: Scene, given: Given) => Promise<void>>> = {
  async resting(scene, each) {
    const { venue, base } = scene;
    const timeInForce = each.timeInForce === 'post-only' ? 'post-only' : 'gtc';
    const price = restingPrice(scene, each);
    const { intent, leverage } = each;
    const order = base({
      type: 'limit',
      intent,
      timeInForce,
      price,
      leverage,
      size: lots(each.size),
      ...presets(scene, each),
    });
    expect(await venue.submit(approve(order))).toEqual(ACCEPTED);
    const told = { ...meaning(order), status: 'live', filled: 0 };
    expect(await venue.openOrders()).toMatchObject([told]);
    expect(await venue.order(order.symbol, order.clientOid)).toMatchObject(told);
    expect(await venue.cancel(order.symbol, order.clientOid)).toEqual(ACCEPTED);
    expect(await venue.order(order.symbol, order.clientOid)).toMatchObject({ ...told, status: 'canceled' });
  },

  /** Behind the market, and not allowed to rest. */
  async passing(scene, each) {
    const { venue, base } = scene;
    const timeInForce = each.timeInForce === 'fok' ? 'fok' : 'ioc';
    const { intent } = each;
    const order = base({ type: 'limit', intent, timeInForce, price: restingPrice(scene, each), size: lots(each.size) });
    expect(await venue.submit(approve(order))).toEqual(ACCEPTED);
    const told = { ...meaning(order), status: 'canceled', filled: 0 };
    expect(await venue.order(order.symbol, order.clientOid)).toMatchObject(told);
  },

  async market(scene, each) {
    const { venue, base } = scene;
    const { leverage } = each;
    const size = lots(each.size);
    const order = base({ size, leverage, ...presets(scene, { ...each, intent: 'open' }) });
    expect(await venue.submit(approve(order))).toEqual(ACCEPTED);
    const filled = { ...meaning(order), status: 'filled', filled: size };
    expect(await venue.order(order.symbol, order.clientOid)).toMatchObject(filled);
    expect(await venue.positions()).toMatchObject([{ size: BASE + size, leverage, marginMode: order.marginMode }]);
    await checkPresets(venue, order);
    const out = base({ intent: 'close', size });
    expect(await venue.submit(approve(out))).toEqual(ACCEPTED);
    expect(await venue.order(out.symbol, out.clientOid)).toMatchObject({ ...meaning(out), status: 'filled' });
    expect(await venue.positions()).toMatchObject([{ size: BASE }]);
  },

  async trigger(scene, each) {
    const { venue, base, away } = scene;
    const { symbol, positionSide, clientOid } = base({});
    const size: Lots | undefined = each.isWhole ? undefined : lots(each.size);
    const trigger: TriggerRequest = {
      clientOid,
      symbol,
      positionSide,
      kind: each.isStop ? 'stop-loss' : 'take-profit',
      triggerPrice: ticks(MARKET + (each.isStop ? -1 : 1) * away * each.distance),
      triggerBy: each.triggerBy,
      size,
    };
    expect(await venue.placeTrigger(trigger)).toEqual(ACCEPTED);
    const [open] = await venue.openTriggers();
    expect(open).toMatchObject({ ...trigger, status: 'live' });
    const moved = ticks(trigger.triggerPrice + (each.isStop ? -1 : 1) * away * 7);
    expect(await venue.moveTrigger(symbol, open?.triggerId ?? '', { triggerPrice: moved, size })).toEqual(ACCEPTED);
    const told = { ...trigger, triggerPrice: moved };
    expect(await venue.trigger(symbol, clientOid)).toMatchObject({ ...told, status: 'live' });
    expect(await venue.cancelTrigger(symbol, open?.triggerId ?? '')).toEqual(ACCEPTED);
    expect(await venue.trigger(symbol, clientOid)).toMatchObject({ ...told, status: 'canceled' });
  },
};

/** They stand as triggers of the position, and are then canceled. */
async function checkPresets(venue: Venue, { symbol, positionSide, stopLoss, takeProfit }: OrderRequest): Promise<void> {
  const triggers = await venue.openTriggers();
  const told = triggers.map(({ kind, triggerPrice }) => [kind, triggerPrice]).sort();
  const wanted = [
    ['stop-loss', stopLoss],
    ['take-profit', takeProfit],
  ].filter(([, price]) => price !== undefined);
  expect(told).toEqual(wanted);
  expect(triggers.every((trigger) => trigger.positionSide === positionSide)).toBe(true);
  for (const { triggerId } of triggers) await venue.cancelTrigger(symbol, triggerId);
}
