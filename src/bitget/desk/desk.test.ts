import { describe, expect, test } from 'vitest';
import { loopback, type Reply } from '../client/testing/loopback.ts';
import { NOW, restAt } from '../client/testing/parts.ts';
import { endpoints } from '../protocol/index.ts';
import { closedPositions, marketTicker, orderBook, recentTrades, subAccounts } from './index.ts';

async function restWith(answers: Readonly<Record<string, Reply | ((search: string) => Reply)>>) {
  const time: Reply = { data: { serverTime: String(NOW) } };
  const all: Readonly<Record<string, Reply | ((search: string) => Reply)>> = {
    [endpoints.serverTime.path]: time,
    ...answers,
  };
  const server = await loopback({
    answer: ({ path, search }) => {
      const reply = all[path] ?? { code: '40404', status: 404 };
      return typeof reply === 'function' ? reply(search) : reply;
    },
  });
  return { rest: restAt(server.url), server };
}

describe('sub-accounts', () => {
  test('of a Classic main account', async () => {
    const asset = { marginCoin: 'USDT', available: '20', accountEquity: '23.123', coupon: '' };
    const rows = [
      { userId: 1234567890, assetList: [{ ...asset, marginCoin: 'BTC' }, asset] },
      { userId: '7', assetList: [] },
    ];
    const { rest, server } = await restWith({ '/api/v2/mix/account/sub-account-assets': { data: rows } });
    expect(await subAccounts({ rest, family: 'classic' })).toEqual([
      { userId: '1234567890', equity: '23.123', available: '20' },
      { userId: '7', equity: '0', available: '0' },
    ]);
    expect(server.asked.at(-1)?.headers['access-sign']).toMatch(/^.{44}$/);
  });

  test('of a Unified one, page by page', async () => {
    const row = (n: number) => ({
      subUid: String(n),
      cursor: String(1_000 - n),
      assets: [{ coin: 'USDT', equity: '1', balance: '1', available: '0.5' }],
    });
    const first = Array.from({ length: 50 }, (_, i) => row(i));
    const { rest, server } = await restWith({
      '/api/v3/account/sub-unified-assets': (search) => ({ data: search.includes('cursor=951') ? [row(50)] : first }),
    });
    const found = await subAccounts({ rest, family: 'unified' });
    expect(found.map(({ userId }) => userId)).toEqual(Array.from({ length: 51 }, (_, i) => String(i)));
    expect(found[0]).toEqual({ userId: '0', equity: '1', available: '0.5' });
    expect(server.asked.filter(({ path }) => path.endsWith('sub-unified-assets'))).toHaveLength(2);
  });

  test('that the exchange refuses to tell are an error', async () => {
    const { rest } = await restWith({ '/api/v3/account/sub-unified-assets': { code: '40014', status: 400 } });
    await expect(subAccounts({ rest, family: 'unified' })).rejects.toMatchObject({
      code: '40014',
      outcome: 'rejected',
    });
  });
});

describe('market data', () => {
  const ticker = {
    symbol: 'BTCUSDT',
    lastPr: '60000',
    askPr: '60000.5',
    bidPr: '59999.5',
    askSz: '1',
    bidSz: '1',
    markPrice: '60000.12',
    indexPrice: '60001',
    fundingRate: '0.0001',
    ts: String(NOW),
    high24h: '',
  };

  test('leaves out what the exchange does not give', async () => {
    const { rest } = await restWith({ [endpoints.ticker.path]: { data: [ticker] } });
    const seen = await marketTicker(rest, 'BTCUSDT');
    expect(seen).toMatchObject({ last: '60000', markPrice: '60000.12', high: undefined, volume: undefined });
  });

  test('of a contract that is not there is an error', async () => {
    const { rest } = await restWith({ [endpoints.ticker.path]: { data: [] } });
    await expect(marketTicker(rest, 'NOPEUSDT')).rejects.toMatchObject({ outcome: 'rejected' });
  });

  test('asks for the next larger depth and cuts it', async () => {
    const levels = Array.from({ length: 15 }, (_, i) => [String(100 + i), 1]);
    const { rest, server } = await restWith({
      [endpoints.mergeDepth.path]: { data: { asks: levels, bids: levels, ts: String(NOW) } },
    });
    const { asks } = await orderBook(rest, 'BTCUSDT', 6);
    expect(server.asked.at(-1)?.query.limit).toBe('15');
    expect([asks.length, asks[5]]).toEqual([6, ['105', '1']]);
    await orderBook(rest, 'BTCUSDT', 101);
    expect(server.asked.at(-1)?.query.limit).toBe('max');
  });

  test('tells the side of a trade in any case of letters', async () => {
    const trade = { tradeId: '1', symbol: 'BTCUSDT', price: '1', size: '2', side: 'Sell', ts: String(NOW) };
    const { rest } = await restWith({ [endpoints.marketFills.path]: { data: [trade] } });
    expect(await recentTrades(rest, 'BTCUSDT', 1)).toEqual([
      { tradeId: '1', side: 'sell', price: '1', size: '2', timestamp: NOW },
    ]);
  });
});

test('a closed position whose side cannot be read leaves the question open', async () => {
  const row = {
    positionId: '1',
    symbol: 'BTCUSDT',
    holdSide: 'net',
    openAvgPrice: '1',
    closeAvgPrice: '2',
    openTotalPos: '1',
    closeTotalPos: '1',
    pnl: '1',
    netProfit: '0.9',
    totalFunding: '0.1',
    openFee: '-0.1',
    closeFee: '-0.1',
    ctime: '1',
    utime: '2',
  };
  const path = endpoints.historyPosition.path;
  const { rest } = await restWith({ [path]: { data: { list: [row], endId: null } } });
  const asked = closedPositions({ rest, family: 'classic' }, { limit: 10 });
  await expect(asked).rejects.toMatchObject({ outcome: 'unknown' });
  const good = await restWith({ [path]: { data: { list: [{ ...row, holdSide: 'short' }], endId: null } } });
  expect(await closedPositions({ rest: good.rest, family: 'classic' }, { limit: 10 })).toMatchObject([
    { positionSide: 'short', fees: '0.2', net: '0.9' },
  ]);
});
