import { describe, expect, onTestFinished, test } from 'vitest';
import { lots, money, ticks, type VenueEvent } from '../../../domain/index.ts';
import { InstrumentBook } from '../../client/instrument-book.ts';
import { type Asked, loopback, type Reply } from '../../client/testing/loopback.ts';
import { BTC, credentials, NOW, restAt } from '../../client/testing/parts.ts';
import { endpoints as classic } from '../../protocol/index.ts';
import { endpoints } from '../protocol/index.ts';
import { unifiedInstruments } from './instruments.ts';
import { UNIFIED_INSTRUMENT } from './testing/instrument.ts';
import { UnifiedVenue } from './venue.ts';

const assets = (mmr: string) => ({
  accountEquity: '990',
  usdtEquity: '990',
  mmr,
  assets: [{ coin: 'USDT', equity: '990', balance: '1000', available: '900', locked: '0' }],
});

/** A stop and a target in one strategy order, as an order's presets leave it. */
const PAIR = {
  orderId: '9',
  clientOid: 'pair',
  category: 'USDT-FUTURES',
  symbol: 'BTCUSDT',
  qty: '0.1',
  posSide: 'long',
  takeProfit: '62000',
  stopLoss: '59000',
  tpTriggerBy: 'market',
  slTriggerBy: 'mark',
  createdTime: String(NOW),
};

type Answers = Readonly<Record<string, (asked: Asked) => Reply>>;

const DEFAULTS: Answers = {
  [classic.serverTime.path]: () => ({ data: { serverTime: String(NOW) } }),
  [endpoints.instruments.path]: () => ({ data: [UNIFIED_INSTRUMENT] }),
  [endpoints.positionTier.path]: () => ({
    data: [{ tier: '1', minTierValue: '0', maxTierValue: '1', leverage: '125', mmr: '0.004' }],
  }),
  [endpoints.settings.path]: () => ({ data: { holdMode: 'hedge_mode' } }),
  [endpoints.assets.path]: () => ({ data: assets('0') }),
};

async function venueWith(answers: Answers = {}) {
  const script = { ...DEFAULTS, ...answers };
  const server = await loopback({ answer: (asked) => script[asked.path]?.(asked) ?? { code: '40404', status: 404 } });
  const rest = restAt(server.url, { timeoutMs: 300 });
  const instruments = new InstrumentBook(rest, unifiedInstruments);
  const venue = new UnifiedVenue({
    rest,
    instruments,
    socketUrl: server.socketUrl,
    credentials,
    random: () => 0.5,
    timeoutMs: 500,
  });
  onTestFinished(() => venue.close());
  const bodies = (path: string) =>
    server.asked.filter((asked) => asked.path === path).map(({ body }) => JSON.parse(body) as unknown);
  return { venue, server, bodies };
}

test('instruments carry the maintenance margin of the first tier', async () => {
  const { venue } = await venueWith();
  expect(await venue.instruments(['BTCUSDT'])).toEqual([BTC]);
});

test('the balance is the cash in USDT, and an account without USDT has none', async () => {
  const { venue } = await venueWith();
  expect(await venue.account()).toEqual({ balance: money('1000'), available: money('900'), positionMode: 'hedge' });
  const empty = await venueWith({ [endpoints.assets.path]: () => ({ data: { ...assets('0'), assets: null } }) });
  expect(await empty.venue.account()).toMatchObject({ balance: 0n, available: 0n });
});

describe('a list of positions that is null', () => {
  const missing = { [endpoints.currentPosition.path]: () => ({ data: { list: null } }) };

  test('is no proof of being flat while margin is held', async () => {
    const { venue } = await venueWith({ ...missing, [endpoints.assets.path]: () => ({ data: assets('12.5') }) });
    await expect(venue.positions()).rejects.toMatchObject({ code: 'list-missing', outcome: 'unknown' });
  });

  test('is flat where the account needs no margin', async () => {
    const { venue } = await venueWith(missing);
    expect(await venue.positions()).toEqual([]);
  });
});

test('an empty body is asked for again, and never means flat', async () => {
  let answers = 0;
  const position = {
    symbol: 'BTCUSDT',
    posSide: 'long',
    marginMode: 'crossed',
    total: '0.1',
    leverage: '5',
    avgPrice: '60000',
  };
  const { venue } = await venueWith({
    [endpoints.currentPosition.path]: () => (++answers === 1 ? { text: '' } : { data: { list: [position] } }),
  });
  expect(await venue.positions()).toMatchObject([{ positionSide: 'long', size: 100, entryPrice: '60000' }]);
  const silent = await venueWith({ [endpoints.currentPosition.path]: () => ({ text: '' }) });
  await expect(silent.venue.positions()).rejects.toMatchObject({ outcome: 'unknown' });
});

test('a list of fills that is null is asked for once more', async () => {
  let answers = 0;
  const fill = {
    execId: '3',
    orderId: '7',
    clientOid: '',
    symbol: 'BTCUSDT',
    side: 'sell',
    tradeSide: 'close',
    execPrice: '60000',
    execQty: '0.1',
    tradeScope: 'taker',
    execPnl: '5',
    feeDetail: [{ feeCoin: 'USDT', fee: '3.6' }],
    createdTime: String(NOW),
  };
  const { venue } = await venueWith({
    [endpoints.fills.path]: () => ({ data: { list: ++answers === 1 ? null : [fill], cursor: '' } }),
    [endpoints.orderInfo.path]: () => ({ code: '25204' }),
  });
  expect(await venue.fills(NOW)).toMatchObject([
    { tradeId: '3', intent: 'close', positionSide: 'long', fee: money('3.6'), profit: money('5') },
  ]);
});

describe('a strategy order with two legs', () => {
  const open = { [endpoints.unfilledStrategyOrders.path]: () => ({ data: [PAIR] }) };

  test('is two triggers with names of their own', async () => {
    const { venue } = await venueWith(open);
    expect(await venue.openTriggers()).toMatchObject([
      { triggerId: '9:sl', kind: 'stop-loss', triggerPrice: 590_000, triggerBy: 'mark', size: 100 },
      { triggerId: '9:tp', kind: 'take-profit', triggerPrice: 620_000, triggerBy: 'last', size: 100 },
    ]);
  });

  test('keeps the other leg when one moves, and goes as a whole', async () => {
    const { venue, bodies } = await venueWith({
      ...open,
      [endpoints.modifyStrategyOrder.path]: () => ({ data: { orderId: '9' } }),
      [endpoints.cancelStrategyOrder.path]: () => ({ data: null }),
    });
    const to = { triggerPrice: ticks(595_000), size: lots(100) };
    expect(await venue.moveTrigger('BTCUSDT', '9:sl', to)).toEqual({ outcome: 'accepted', id: '9:sl' });
    expect(bodies(endpoints.modifyStrategyOrder.path)).toEqual([
      { orderId: '9', qty: '0.1', stopLoss: '59500', slTriggerBy: 'mark', takeProfit: '62000', tpTriggerBy: 'market' },
    ]);
    await venue.cancelTrigger('BTCUSDT', '9:tp');
    expect(bodies(endpoints.cancelStrategyOrder.path)).toEqual([{ orderId: '9' }]);
  });

  test('that is not open is not moved', async () => {
    const { venue } = await venueWith({ [endpoints.unfilledStrategyOrders.path]: () => ({ data: [] }) });
    const to = { triggerPrice: ticks(595_000), size: undefined };
    expect(await venue.moveTrigger('BTCUSDT', '9', to)).toMatchObject({ outcome: 'rejected', code: '43025' });
  });
});

test('the private stream tells of USDT-M alone, and what cannot be read is a gap', async () => {
  const { venue, server } = await venueWith();
  const events: VenueEvent[] = [];
  const gaps: string[] = [];
  const listener = { onEvent: (event: VenueEvent) => events.push(event), onGap: (reason: string) => gaps.push(reason) };
  await venue.listen(listener, new AbortController().signal);
  const row = {
    category: 'usdt-futures',
    symbol: 'BTCUSDT',
    orderId: '7',
    clientOid: 'v-1',
    qty: '0.1',
    cumExecQty: '0',
    side: 'sell',
    holdSide: 'long',
    holdMode: 'hedge_mode',
    orderType: 'market',
    orderStatus: 'cancelled',
    createdTime: String(NOW),
  };
  const push = (data: readonly object[]) =>
    server.clients[0]?.send(
      JSON.stringify({ action: 'snapshot', arg: { instType: 'UTA', topic: 'order' }, data, ts: NOW }),
    );
  push([{ ...row, category: 'SPOT' }, row]);
  push([{ ...row, qty: 'many' }]);
  await venue.settle();
  expect(events).toMatchObject([
    { type: 'order', report: { clientOid: 'v-1', intent: 'close', positionSide: 'long', status: 'canceled' } },
  ]);
  expect(gaps).toEqual([expect.stringMatching(/^a message of order cannot be read/)]);
});
