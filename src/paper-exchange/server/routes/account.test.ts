import { describe, expect, it } from 'vitest';
import { book, closed, funding, MINUTE, START, trade } from '../testing/market.ts';
import { limitOrder, marketOrder, PLACE, running } from '../testing/running.ts';

const MIX = '/api/v2/mix';
const query = 'productType=USDT-FUTURES';
const contract = { symbol: 'BTCUSDT', productType: 'USDT-FUTURES', marginCoin: 'USDT' };

describe('settings', () => {
  it('are read where they are set, and refused while something is open', async () => {
    const { client } = await running();
    expect((await client.post(`${MIX}/account/set-leverage`, { ...contract, leverage: '25' })).data).toMatchObject({
      longLeverage: '25',
      shortLeverage: '25',
    });
    expect((await client.post(`${MIX}/account/set-leverage`, { ...contract, leverage: '126' })).code).toBe('45045');
    expect((await client.post(`${MIX}/account/set-leverage`, contract)).code).toBe('40019');
    expect(
      (await client.post(`${MIX}/account/set-margin-mode`, { ...contract, marginMode: 'crossed' })).data,
    ).toMatchObject({ marginMode: 'crossed' });
    expect(
      (await client.post(`${MIX}/account/set-position-mode`, { productType: 'USDT-FUTURES', posMode: 'one_way_mode' }))
        .data,
    ).toEqual({ posMode: 'one_way_mode' });
    const account = await client.get(`${MIX}/account/account?marginCoin=USDT&${query}&symbol=BTCUSDT`);
    expect(account.data).toMatchObject({
      posMode: 'one_way_mode',
      marginMode: 'crossed',
      isolatedLongLever: '25',
      accountEquity: '10000',
    });
    await client.post(PLACE, limitOrder({ marginMode: 'crossed', tradeSide: undefined }));
    expect((await client.post(`${MIX}/account/set-margin-mode`, { ...contract, marginMode: 'isolated' })).code).toBe(
      '45117',
    );
    expect(
      (await client.post(`${MIX}/account/set-position-mode`, { productType: 'USDT-FUTURES', posMode: 'hedge_mode' }))
        .code,
    ).toBe('40920');
    expect((await client.post(PLACE, limitOrder({ marginMode: 'isolated' }))).code).toBe('400172');
  });

  it('tell funding as a bill', async () => {
    const { client, advance } = await running({ updates: [funding(START + MINUTE)] });
    await client.post(PLACE, marketOrder());
    await advance(START + MINUTE);
    expect((await client.get(`${MIX}/account/bill?${query}`)).data.bills).toMatchObject([
      {
        businessType: 'contract_settle_fee',
        amount: '-0.6',
        symbol: 'BTCUSDT',
        coin: 'USDT',
        cTime: String(START + MINUTE),
      },
    ]);
    const [position] = (await client.get(`${MIX}/position/single-position?${query}&marginCoin=USDT&symbol=BTCUSDT`))
      .data;
    expect(position).toMatchObject({ totalFee: '-0.6', deductedFee: '3.60003' });
  });
});

describe('the market by REST', () => {
  it('lists contracts, prices and depth', async () => {
    const { client } = await running();
    const [listed] = (await client.get(`${MIX}/market/contracts?${query}`)).data;
    expect(listed).toMatchObject({
      symbol: 'BTCUSDT',
      pricePlace: '1',
      priceEndStep: '1',
      sizeMultiplier: '0.001',
      minTradeNum: '0.001',
      minTradeUSDT: '5',
      maxLever: '125',
      symbolStatus: 'normal',
    });
    expect((await client.get(`${MIX}/market/contracts?${query}&symbol=NOUSDT`)).code).toBe('40034');
    const [ticker] = (await client.get(`${MIX}/market/ticker?${query}&symbol=BTCUSDT`)).data;
    expect(ticker).toMatchObject({
      lastPr: '60000',
      bidPr: '59999.5',
      askPr: '60000.5',
      bidSz: '10',
      markPrice: '60000',
      fundingRate: '0.0001',
    });
    expect((await client.get(`${MIX}/market/tickers?${query}`)).data).toHaveLength(1);
    expect((await client.get(`${MIX}/market/merge-depth?${query}&symbol=BTCUSDT&limit=5`)).data).toMatchObject({
      bids: [[59_999.5, 10]],
      asks: [[60_000.5, 10]],
    });
    expect((await client.get(`${MIX}/market/current-fund-rate?${query}`)).data).toMatchObject([
      { symbol: 'BTCUSDT', fundingRateInterval: '8' },
    ]);
  });

  it('joins history, closed minutes and the open one', async () => {
    const updates = [closed(START, 60_000), trade(START + MINUTE + 1, 60_100), book(START + 2 * MINUTE, 60_100)];
    const { client, advance } = await running({ updates });
    await advance(START + MINUTE + 1);
    const candles = async (path: string, given: string) =>
      [...(await client.get(`${MIX}/market/${path}?${query}&symbol=BTCUSDT&${given}`)).data].map((row) =>
        Number([...row][0]),
      );
    expect(await candles('candles', 'granularity=1m&limit=3')).toEqual([START - MINUTE, START, START + MINUTE]);
    expect(await candles('history-candles', 'granularity=1m&limit=3')).toEqual([START - MINUTE, START]);
    expect(await candles('candles', `granularity=1m&startTime=${START - 2 * MINUTE}&endTime=${START}`)).toEqual([
      START - 2 * MINUTE,
      START - MINUTE,
    ]);
    expect(await candles('candles', 'granularity=5m&limit=2')).toEqual([START - 5 * MINUTE, START]);
    const [row] = [...(await client.get(`${MIX}/market/candles?${query}&symbol=BTCUSDT&granularity=5m&limit=1`)).data];
    expect(row).toEqual([String(START), '60000', '60100', '59999', '60100', '1.005', '60400.5']);
    expect((await client.get(`${MIX}/market/candles?${query}&symbol=BTCUSDT&granularity=1h`)).code).toBe('400171');
  });
});
