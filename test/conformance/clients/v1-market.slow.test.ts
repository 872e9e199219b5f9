/**
 * Market data through the V1 gateway, asked by `bitget-api` 2.3.5 without a key.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openV1Session, type V1Session } from './v1-session.ts';

const SYMBOL = 'BTCUSDT_UMCBL';
let session: V1Session;
beforeAll(async () => {
  session = await openV1Session('unified');
});
afterAll(() => session.close());

const data = async (answer: Promise<{ data: unknown }>): Promise<unknown> => (await answer).data;

describe('public calls', () => {
  it('lists contracts and tickers', async () => {
    const { client } = session;
    expect(await data(client.getSymbols('umcbl'))).toEqual(
      expect.arrayContaining([expect.objectContaining({ symbol: SYMBOL, symbolName: 'BTCUSDT', baseCoin: 'BTC' })]),
    );
    const ticker = await data(client.getTicker(SYMBOL));
    expect(ticker).toMatchObject({
      symbol: SYMBOL,
      last: '60000.4',
      bestBid: '59999.5',
      bestAsk: '60000.5',
      indexPrice: '59999.2',
      fundingRate: '0.0001',
    });
    expect(await data(client.getAllTickers('umcbl'))).toEqual(expect.arrayContaining([ticker]));
  });

  it('gives the book, trades and prices', async () => {
    const { client } = session;
    expect(await data(client.getDepth(SYMBOL, '5'))).toMatchObject({
      bids: [['59999.5', expect.any(String)], ...Array.from({ length: 4 }, () => expect.any(Array))],
      timestamp: expect.stringMatching(/^\d{13}$/),
    });
    expect(await data(client.getMarketTrades(SYMBOL))).toMatchObject([
      { symbol: SYMBOL, price: '60000.4', size: '0.005', side: 'buy', tradeId: expect.any(String) },
    ]);
    expect(await data(client.getMarkPrice(SYMBOL))).toMatchObject({ symbol: SYMBOL, markPrice: '60000.7' });
    expect(await data(client.getIndexPrice(SYMBOL))).toMatchObject({ symbol: SYMBOL, index: '59999.2' });
    expect(await data(client.getCurrentFundingRate(SYMBOL))).toEqual({ symbol: SYMBOL, fundingRate: '0.0001' });
    expect(await data(client.getNextFundingTime(SYMBOL))).toMatchObject({
      fundingTime: expect.stringMatching(/^\d{13}$/),
    });
    expect(await data(client.getOpenInterest(SYMBOL))).toMatchObject({ symbol: SYMBOL, amount: expect.any(String) });
    expect(await data(client.getLeverageMinMax(SYMBOL))).toEqual({
      symbol: SYMBOL,
      minLeverage: '1',
      maxLeverage: '125',
    });
    const [tier] = (await data(client.getPositionTier(SYMBOL, 'umcbl'))) as readonly object[];
    expect(tier).toMatchObject({ level: 1, startUnit: 0, keepMarginRate: expect.stringMatching(/^0\.0/) });
    expect(await data(client.getHistoricFundingRate(SYMBOL))).toEqual([]);
    expect(await data(client.getVIPFeeRates())).toMatchObject([{ level: expect.any(Number) }]);
  });

  it('gives candles as the bare list that they were', async () => {
    const { client, server } = session;
    const now = server.clock.now();
    const rows = await client.getCandles(SYMBOL, '1m', String(now - 600_000), String(now), '5');
    expect(rows).toHaveLength(5);
    expect(rows).toMatchObject(Array.from({ length: 5 }, () => Array.from({ length: 7 }, () => expect.any(String))));
    const bySeconds = `${session.address}/api/mix/v1/market/candles?symbol=${SYMBOL}&granularity=60&startTime=${now - 600_000}&endTime=${now}&limit=5`;
    expect(await (await fetch(bySeconds)).json()).toEqual(rows);
  });

  it('tells the time in the number that V1 had', async () => {
    const answer = await (await fetch(`${session.address}/api/spot/v1/public/time`)).json();
    expect(answer).toMatchObject({ code: '00000', data: session.server.clock.now() });
  });
});
