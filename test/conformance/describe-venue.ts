/**
 * What every venue promises, whatever it speaks.
 * Invariant: the suite sees a venue through its port alone, and the exchange behind it as a script that it may move.
 */
import { describe, expect, test } from 'vitest';
import {
  direction,
  lots,
  type OrderRequest,
  type PositionMode,
  type TriggerRequest,
  ticks,
  type VenueEvent,
} from '../../src/domain/index.ts';
import { approve } from '../../src/kernel/risk/approved.ts';
import type { Venue } from '../../src/ports/index.ts';
import { requestOf, triggerOf } from '../support/orders.ts';

/** The market stands at 60 000 with 10 coins half a unit to each side; tick 0.1, lot 0.001; the account has 10 000. */
export type StartedVenue = {
  readonly venue: Venue;
  /** Time of the exchange. */
  readonly startAt: number;
  /** Whether the family changes an order where it rests. */
  readonly amendsInPlace: boolean;
  /** Lets the market trade and mark at a price from here on. */
  readonly moveTo: (price: number) => Promise<void>;
  /** Settles funding at a positive rate: longs pay. */
  readonly settleFunding: () => Promise<void>;
  /** From here on requests reach the exchange, and no answer comes back. */
  readonly loseAnswers: () => void;
  readonly findAnswers: () => void;
};

const SYMBOL = 'BTCUSDT';

const order = (given: Partial<OrderRequest> = {}) =>
  approve(
    requestOf({ clientOid: 'in', symbol: SYMBOL, timeInForce: 'gtc', leverage: 20, stopLoss: undefined, ...given }),
  );

const trigger = (given: Partial<TriggerRequest> = {}) =>
  triggerOf({ clientOid: 'stop', symbol: SYMBOL, triggerPrice: ticks(580_000), ...given });

const ACCEPTED = { outcome: 'accepted', id: expect.any(String) };

async function ready(start: () => Promise<StartedVenue>, positionMode: PositionMode = 'hedge') {
  const started = await start();
  const events: VenueEvent[] = [];
  await started.venue.listen({ onEvent: (event) => events.push(event), onGap: () => {} }, new AbortController().signal);
  await started.venue.prepare({ symbols: [SYMBOL], positionMode, marginMode: 'isolated' });
  return { ...started, events };
}

type Start = () => Promise<StartedVenue>;

export function describeVenue(name: string, start: Start): void {
  describe(name, () => {
    describeOrders(start);
    describeAmending(start);
    describeTriggers(start);
    describeQueries(start);
    describeBills(start);
    describeLostAnswers(start);
  });
}

const SIDES = (['hedge', 'one-way'] as const).flatMap((mode) =>
  (['long', 'short'] as const).map((side) => [mode, side] as const),
);

function describeOrders(start: Start): void {
  test.each(SIDES)('%s mode: opens and closes a %s, and tells of it', async (positionMode, positionSide) => {
    const { venue, events } = await ready(start, positionMode);
    expect(await venue.submit(order({ positionSide }))).toEqual(ACCEPTED);
    expect(await venue.positions()).toMatchObject([
      { symbol: SYMBOL, positionSide, size: 100, leverage: 20, marginMode: 'isolated' },
    ]);
    expect(await venue.submit(order({ positionSide, clientOid: 'out', intent: 'close' }))).toEqual(ACCEPTED);
    expect(await venue.positions()).toEqual([]);
    await venue.settle();
    const fills = await venue.fills(0);
    expect(fills.map((fill) => [fill.clientOid, fill.intent, fill.positionSide])).toEqual([
      ['in', 'open', positionSide],
      ['out', 'close', positionSide],
    ]);
    expect(fills.every(({ fee, size, liquidity }) => fee > 0n && size === 100 && liquidity === 'taker')).toBe(true);
    expect(events.flatMap((event) => (event.type === 'fill' ? [event.fill] : []))).toEqual(fills);
    const said = events.flatMap((event) =>
      event.type === 'order' && event.report.status === 'filled' ? [event.report.clientOid] : [],
    );
    expect(said).toEqual(['in', 'out']);
    expect((await venue.account()).positionMode).toBe(positionMode);
  });

  test('a resting order is open until it is canceled, and then canceled once', async () => {
    const { venue, events } = await ready(start);
    const resting = order({ clientOid: 'rest', type: 'limit', price: ticks(590_000), timeInForce: 'post-only' });
    expect(await venue.submit(resting)).toEqual(ACCEPTED);
    expect(await venue.openOrders()).toMatchObject([
      { clientOid: 'rest', status: 'live', type: 'limit', price: 590_000, size: 100, filled: 0, intent: 'open' },
    ]);
    expect(await venue.cancel(SYMBOL, 'rest')).toEqual(ACCEPTED);
    expect(await venue.cancel(SYMBOL, 'rest')).toMatchObject({ outcome: 'rejected' });
    expect(await venue.openOrders()).toEqual([]);
    expect(await venue.order(SYMBOL, 'rest')).toMatchObject({ status: 'canceled' });
    await venue.settle();
    const statuses = events.flatMap((event) => (event.type === 'order' ? [event.report.status] : []));
    expect(statuses).toEqual(['live', 'canceled']);
  });

  test.each([
    ['hedge', 'isolated'],
    ['hedge', 'crossed'],
    ['one-way', 'isolated'],
  ] as const)('%s mode: the leverage of a symbol is set, %s, and again', async (positionMode, marginMode) => {
    const { venue } = await ready(start, positionMode);
    await venue.prepare({ symbols: [SYMBOL], positionMode, marginMode });
    await venue.submit(order({ marginMode }));
    const wish = { symbol: SYMBOL, leverage: 7, marginMode };
    expect(await venue.setLeverage(wish)).toEqual(ACCEPTED);
    expect(await venue.setLeverage(wish)).toEqual(ACCEPTED);
    expect(await venue.positions()).toMatchObject([{ symbol: SYMBOL, size: 100, leverage: 7, marginMode }]);
    await venue.submit(order({ clientOid: 'more', marginMode, leverage: 9 }));
    expect(await venue.positions()).toMatchObject([{ size: 200, leverage: 9 }]);
    expect(await venue.setLeverage({ ...wish, leverage: 126 })).toMatchObject({ outcome: 'rejected' });
  });

  test('what the account cannot pay is rejected with a code', async () => {
    const { venue } = await ready(start);
    const sent = await venue.submit(order({ size: lots(400_000) }));
    expect(sent).toMatchObject({ outcome: 'rejected', code: expect.stringMatching(/^\d+$/) });
  });
}

function describeAmending(start: Start): void {
  const rest = order({ clientOid: 'rest', type: 'limit', price: ticks(590_000) });
  const other = { ...rest, price: ticks(585_000), size: lots(150) };

  test('a resting order is changed where it rests, or stays as it was and the venue says so', async () => {
    const { venue, events, amendsInPlace } = await ready(start);
    await venue.submit(rest);
    const [before] = await venue.openOrders();
    const sent = await venue.amend(other);
    const [after] = await venue.openOrders();
    if (!amendsInPlace) {
      expect(sent).toMatchObject({ outcome: 'rejected', code: 'not-in-place' });
      return expect(after).toEqual(before);
    }
    expect(sent).toEqual({ outcome: 'accepted', id: before?.orderId });
    expect(after).toMatchObject({ ...before, price: 585_000, size: 150, updatedAt: expect.any(Number) });
    await venue.settle();
    const reports = events.flatMap((event) => (event.type === 'order' ? [event.report] : []));
    expect(reports.at(-1)).toMatchObject({ clientOid: 'rest', status: 'live', price: 585_000, size: 150 });
    expect(await venue.amend({ ...other, clientOid: 'never' })).toMatchObject({ outcome: 'rejected' });
  });

  test('an order that is filled in part keeps its fills, and is never made smaller than they are', async () => {
    const { venue, amendsInPlace } = await ready(start);
    const large = { ...rest, price: ticks(600_010), size: lots(12_000), leverage: 125 };
    expect(await venue.submit(large)).toEqual(ACCEPTED);
    const [before] = await venue.openOrders();
    expect(before).toMatchObject({ status: 'partially-filled', filled: 10_000 });
    if (!amendsInPlace) return;
    expect(await venue.amend({ ...large, size: lots(10_000) })).toMatchObject({ outcome: 'rejected' });
    expect(await venue.amend({ ...large, price: ticks(590_000), size: lots(11_000) })).toEqual(ACCEPTED);
    expect(await venue.openOrders()).toMatchObject([
      { orderId: before?.orderId, status: 'partially-filled', filled: 10_000, size: 11_000, price: 590_000 },
    ]);
    expect(await venue.positions()).toMatchObject([{ size: 10_000 }]);
  });

  test('a change whose answer is lost is unknown, and the order tells what it has become', async () => {
    const { venue, loseAnswers, findAnswers, amendsInPlace } = await ready(start);
    await venue.submit(rest);
    loseAnswers();
    const sent = await venue.amend(other);
    findAnswers();
    if (!amendsInPlace) return expect(sent).toMatchObject({ outcome: 'rejected' });
    expect(sent).toMatchObject({ outcome: 'unknown' });
    expect(await venue.order(SYMBOL, 'rest')).toMatchObject({ status: 'live', price: 585_000, size: 150 });
  });
}

function describeTriggers(start: Start): void {
  test.each(SIDES)(
    '%s mode: what adds to a %s brings a stop of its own, and the stops close all of it',
    async (...on) => {
      const [positionMode, positionSide] = on;
      const { venue, moveTo } = await ready(start, positionMode);
      const side = direction(positionSide);
      const secured = ticks(600_000 + side * 1_000);
      await venue.submit(order({ positionSide, stopLoss: ticks(600_000 - side * 20_000) }));
      await moveTo(60_000 + side * 1_000);
      const first = (await venue.openTriggers())[0]?.triggerId ?? '';
      expect(await venue.moveTrigger(SYMBOL, first, { triggerPrice: secured, size: lots(100) })).toEqual(ACCEPTED);
      const more = order({ clientOid: 'more', positionSide, size: lots(50), stopLoss: secured });
      expect(await venue.submit(more)).toEqual(ACCEPTED);
      expect(await venue.positions()).toMatchObject([{ positionSide, size: 150, leverage: 20 }]);
      const stops = (await venue.openTriggers()).map(({ kind, triggerPrice, size }) => [kind, triggerPrice, size]);
      expect(stops.sort((a, b) => Number(b[2]) - Number(a[2]))).toEqual([
        ['stop-loss', secured, 100],
        ['stop-loss', secured, 50],
      ]);
      await moveTo(60_000);
      expect(await venue.positions()).toEqual([]);
      expect(await venue.openTriggers()).toEqual([]);
      const closed = (await venue.fills(0)).filter(({ intent }) => intent === 'close');
      expect(closed.map(({ size }) => size).sort((a, b) => b - a)).toEqual([100, 50]);
    },
  );

  test('presets become triggers of the position', async () => {
    const { venue } = await ready(start);
    await venue.submit(order({ stopLoss: ticks(590_000), takeProfit: ticks(620_000) }));
    const triggers = await venue.openTriggers();
    const told = triggers.map(({ kind, triggerPrice, positionSide }) => [kind, triggerPrice, positionSide]);
    expect(told.sort()).toEqual([
      ['stop-loss', 590_000, 'long'],
      ['take-profit', 620_000, 'long'],
    ]);
    expect(new Set(triggers.map(({ triggerId }) => triggerId)).size).toBe(2);
  });

  test('a preset stop moves and leaves the target where it is', async () => {
    const { venue } = await ready(start);
    await venue.submit(order({ stopLoss: ticks(590_000), takeProfit: ticks(620_000) }));
    const stop = (await venue.openTriggers()).find(({ kind }) => kind === 'stop-loss');
    const to = { triggerPrice: ticks(595_000), size: lots(100) };
    expect(await venue.moveTrigger(SYMBOL, stop?.triggerId ?? '', to)).toEqual(ACCEPTED);
    const prices = (await venue.openTriggers()).map(({ kind, triggerPrice }) => [kind, triggerPrice]);
    expect(prices.sort()).toEqual([
      ['stop-loss', 595_000],
      ['take-profit', 620_000],
    ]);
  });

  test.each([
    { size: undefined, triggerBy: 'mark' },
    { size: lots(40), triggerBy: 'last' },
  ] as const)('a stop is placed, moved, found and canceled: %o', async ({ size, triggerBy }) => {
    const { venue, events } = await ready(start);
    await venue.submit(order());
    expect(await venue.placeTrigger(trigger({ size, triggerBy }))).toEqual(ACCEPTED);
    const [placed] = await venue.openTriggers();
    expect(placed).toMatchObject({
      clientOid: 'stop',
      kind: 'stop-loss',
      triggerPrice: 580_000,
      triggerBy,
      size,
    });
    const id = placed?.triggerId ?? '';
    expect(await venue.moveTrigger(SYMBOL, id, { triggerPrice: ticks(585_000), size })).toEqual(ACCEPTED);
    expect(await venue.trigger(SYMBOL, 'stop')).toMatchObject({ triggerPrice: 585_000, status: 'live', size });
    expect(await venue.cancelTrigger(SYMBOL, id)).toEqual(ACCEPTED);
    expect(await venue.openTriggers()).toEqual([]);
    expect(await venue.trigger(SYMBOL, 'stop')).toMatchObject({ status: 'canceled' });
    expect(await venue.cancelTrigger(SYMBOL, id)).toMatchObject({ outcome: 'rejected' });
    await venue.settle();
    const statuses = events.flatMap((event) => (event.type === 'trigger' ? [event.report.status] : []));
    expect(statuses).toEqual(['live', 'live', 'canceled']);
  });

  test('a stop fires, closes the position, and says so', async () => {
    const { venue, events, moveTo } = await ready(start);
    await venue.submit(order());
    await venue.placeTrigger(trigger());
    await moveTo(57_900);
    await venue.settle();
    expect(await venue.positions()).toEqual([]);
    const last = events.filter((event) => event.type === 'trigger').at(-1);
    expect(last).toMatchObject({ report: { clientOid: 'stop', status: 'triggered' } });
    expect((await venue.fills(0)).at(-1)).toMatchObject({ intent: 'close', positionSide: 'long', size: 100 });
  });
}

function describeQueries(start: Start): void {
  test('lists its instruments and refuses what is not listed', async () => {
    const { venue } = await ready(start);
    expect(await venue.instruments([SYMBOL])).toMatchObject([
      { symbol: SYMBOL, tick: { units: 1, decimals: 1 }, lot: { units: 1, decimals: 3 }, leverageMax: 125 },
    ]);
    await expect(venue.instruments(['NOPEUSDT'])).rejects.toThrow(/NOPEUSDT/);
  });

  test('what it never heard of is absent', async () => {
    const { venue } = await ready(start);
    expect(await venue.order(SYMBOL, 'never')).toBe('absent');
    expect(await venue.trigger(SYMBOL, 'never')).toBe('absent');
  });

  test('every fill comes once, oldest first, over several pages', async () => {
    const { venue, startAt } = await ready(start);
    const count = 110;
    for (let i = 0; i < count; i++) {
      const intent = i % 2 === 0 ? 'open' : 'close';
      await venue.submit(order({ clientOid: `n-${i}`, intent, size: lots(1) }));
    }
    const fills = await venue.fills(startAt);
    expect(fills.map(({ clientOid }) => clientOid)).toEqual(Array.from({ length: count }, (_, i) => `n-${i}`));
    expect(await venue.fills(startAt + 86_400_000)).toEqual([]);
  });

  test('the balance is cash: it falls by fees and moves by profit', async () => {
    const { venue, moveTo } = await ready(start);
    const before = await venue.account();
    await venue.submit(order());
    await moveTo(60_500);
    const [opening] = await venue.fills(0);
    expect((await venue.account()).balance).toBe(before.balance - (opening?.fee ?? 0n));
    await venue.submit(order({ clientOid: 'out', intent: 'close' }));
    const cash = (await venue.fills(0)).reduce((sum, { fee, profit }) => sum + profit - fee, 0n);
    expect((await venue.account()).balance).toBe(before.balance + cash);
  });
}

function describeBills(start: Start): void {
  test('funding that a long pays is a bill, and leaves the balance', async () => {
    const { venue, settleFunding } = await ready(start);
    const before = await venue.account();
    await venue.submit(order());
    await settleFunding();
    const [opening] = await venue.fills(0);
    const bills = await venue.bills(0);
    expect(bills).toMatchObject([{ kind: 'funding', symbol: SYMBOL }]);
    const paid = bills[0]?.amount ?? 0n;
    expect(paid).toBeLessThan(0n);
    expect((await venue.account()).balance).toBe(before.balance - (opening?.fee ?? 0n) + paid);
  });
}

function describeLostAnswers(start: Start): void {
  test('a lost answer is unknown, and asking by name tells what became of it', async () => {
    const { venue, loseAnswers, findAnswers } = await ready(start);
    await venue.submit(order());
    loseAnswers();
    const resting = order({ clientOid: 'lost', type: 'limit', price: ticks(590_000) });
    expect(await venue.submit(resting)).toMatchObject({ outcome: 'unknown', reason: expect.any(String) });
    expect(await venue.placeTrigger(trigger())).toMatchObject({ outcome: 'unknown' });
    expect(await venue.cancel(SYMBOL, 'lost')).toMatchObject({ outcome: 'unknown' });
    const leverage = { symbol: SYMBOL, leverage: 7, marginMode: 'isolated' } as const;
    expect(await venue.setLeverage(leverage)).toMatchObject({ outcome: 'unknown' });
    await expect(venue.order(SYMBOL, 'lost')).rejects.toMatchObject({ outcome: 'unknown' });
    await expect(venue.positions()).rejects.toMatchObject({ outcome: 'unknown' });
    findAnswers();
    expect(await venue.order(SYMBOL, 'lost')).toMatchObject({ status: 'canceled' });
    expect(await venue.trigger(SYMBOL, 'stop')).toMatchObject({ status: 'live' });
    expect(await venue.setLeverage(leverage)).toEqual(ACCEPTED);
    expect(await venue.positions()).toMatchObject([{ leverage: 7 }]);
  });
}
