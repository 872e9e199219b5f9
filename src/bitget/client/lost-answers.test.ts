/** What comes in place of an answer, as the engine sees it: never flat, never absent, never rejected. */
import { describe, expect, test } from 'vitest';
import { endpoints } from '../protocol/index.ts';
import type { Reply } from './testing/loopback.ts';
import { type Answers, approved, order, trigger, venueWith } from './testing/venue.ts';

const cut = JSON.stringify({ code: '00000', msg: 'success', data: [] }).slice(0, -2);

describe.each<[string, Reply]>([
  ['a lost answer', 'cut'],
  ['an empty body', { text: '' }],
  ['an empty body from a failing server', { text: '', status: 500 }],
  ['a cut body', { text: cut }],
  ['the page of a proxy', { text: '<html><body>Bad Gateway</body></html>', status: 502 }],
  ['the page of a proxy on status 200', { text: '<html></html>' }],
  ['success without data', { text: '{"code":"00000","msg":"success"}' }],
  ['null', { data: null }],
  ['text where data stood', { data: 'ok' }],
  ['"request timed out"', { code: '40010' }],
  ['a failing server that says "not found"', { code: '40109', status: 500 }],
])('%s is neither flat, absent nor rejected', (_, reply) => {
  const lost = { outcome: 'unknown' };

  test('by a query', async () => {
    const paths = [endpoints.allPosition, endpoints.orderDetail, endpoints.ordersPending, endpoints.ordersPlanPending];
    const silent = [...paths, endpoints.account, endpoints.fills, endpoints.bill].map(({ path }) => [
      path,
      () => reply,
    ]);
    const { venue } = await venueWith(Object.fromEntries(silent) as Answers);
    const asked = [
      venue.positions(),
      venue.order('BTCUSDT', 'v-1'),
      venue.trigger('BTCUSDT', 't-1'),
      venue.openOrders(),
      venue.openTriggers(),
      venue.account(),
      venue.fills(0),
      venue.bills(0),
    ];
    for (const query of await Promise.allSettled(asked)) expect(query).toMatchObject({ reason: lost });
  });

  test('by a send', async () => {
    const paths = [endpoints.placeOrder, endpoints.cancelOrder, endpoints.placeTpslOrder, endpoints.modifyTpslOrder];
    const { venue } = await venueWith(
      Object.fromEntries([...paths, endpoints.cancelPlanOrder].map(({ path }) => [path, () => reply])),
    );
    const close = approved({ ...order, intent: 'close', stopLoss: undefined });
    expect(await venue.submit(close)).toMatchObject(lost);
    expect(await venue.cancel('BTCUSDT', 'v-1')).toMatchObject(lost);
    expect(await venue.placeTrigger(trigger)).toMatchObject(lost);
  });
});

test('a number where a text stood, and fields that nobody knows, are read', async () => {
  const position = {
    symbol: 'BTCUSDT',
    holdSide: 'long',
    total: 0.01,
    openPriceAvg: 60000.5,
    leverage: 20,
    marginMode: 'isolated',
    posMode: 'hedge_mode',
    liquidationPrice: 0,
    somethingElse: { deep: [1] },
  };
  const { venue } = await venueWith({ [endpoints.allPosition.path]: () => ({ data: [position] }) });
  expect(await venue.positions()).toMatchObject([{ size: 10, entryPrice: '60000.5', leverage: 20 }]);
});

test('a position without its size is no position that could be overlooked', async () => {
  const position = { symbol: 'BTCUSDT', holdSide: 'long', openPriceAvg: '1', leverage: '20', marginMode: 'isolated' };
  const { venue } = await venueWith({ [endpoints.allPosition.path]: () => ({ data: [position] }) });
  await expect(venue.positions()).rejects.toMatchObject({ outcome: 'unknown' });
});

describe('a value that means nothing to us leaves the question open', () => {
  const position = {
    symbol: 'BTCUSDT',
    holdSide: 'long',
    total: '0.01',
    openPriceAvg: '60000',
    leverage: '20',
    marginMode: 'isolated',
  };

  test.each([
    ['no size', { total: '' }],
    ['a size that is no number', { total: 'NaN' }],
    ['a side that nobody knows', { holdSide: 'both' }],
    ['a margin mode that nobody knows', { marginMode: 'portfolio' }],
  ])('a position with %s', async (_, given) => {
    const { venue } = await venueWith({ [endpoints.allPosition.path]: () => ({ data: [{ ...position, ...given }] }) });
    await expect(venue.positions()).rejects.toMatchObject({ code: 'unreadable-answer', outcome: 'unknown' });
  });

  test('an account without its equity', async () => {
    const account = {
      marginCoin: 'USDT',
      available: '1',
      accountEquity: '',
      marginMode: 'isolated',
      posMode: 'hedge_mode',
    };
    const levers = { crossedMarginLeverage: '1', isolatedLongLever: '1', isolatedShortLever: '1' };
    const { venue } = await venueWith({ [endpoints.account.path]: () => ({ data: { ...account, ...levers } }) });
    await expect(venue.account()).rejects.toMatchObject({ code: 'unreadable-answer', outcome: 'unknown' });
  });

  test('a code that is no number', async () => {
    const { venue } = await venueWith({ [endpoints.cancelOrder.path]: () => ({ code: 'null' }) });
    expect(await venue.cancel('BTCUSDT', 'v-1')).toMatchObject({ outcome: 'unknown' });
  });
});
