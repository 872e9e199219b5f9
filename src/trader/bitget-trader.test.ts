import { describe, expect, onTestFinished, test } from 'vitest';
import { type AccountFamily, lots, money, type PositionMode } from '../domain/index.ts';
import type { MarketUpdate } from '../paper-exchange/core/index.ts';
import type { PaperAccount } from '../paper-exchange/server/index.ts';
import { KEY } from '../paper-exchange/server/testing/client.ts';
import { BTC, book, mark, opening, playedSource, START, trade } from '../paper-exchange/server/testing/market.ts';
import { running, testAccount } from '../paper-exchange/server/testing/running.ts';
import { BitGetTrader, type BitGetTraderOptions } from './index.ts';

const SYMBOL = 'BTCUSDT_UMCBL';

type Setting = readonly [family: AccountFamily, positionMode: PositionMode];
const SETTINGS: readonly Setting[] = [
  ['classic', 'hedge'],
  ['classic', 'one-way'],
  ['unified', 'hedge'],
  ['unified', 'one-way'],
];

/** `marketSizeMax` in lots of a thousandth. */
type Venue = {
  readonly account?: Partial<PaperAccount>;
  readonly marketSizeMax?: number;
  readonly rateLimits?: 'enforced';
};

async function started(
  [family, positionMode]: Setting = ['classic', 'hedge'],
  given: BitGetTraderOptions = {},
  { account, marketSizeMax, rateLimits }: Venue = {},
) {
  const updates: MarketUpdate[] = opening();
  const contract = { ...BTC, ...(marketSizeMax !== undefined && { marketSizeMax: lots(marketSizeMax) }) };
  const { server, clock, admin } = await running({
    source: { ...playedSource(updates), instruments: [contract] },
    accounts: [testAccount({ family, positionMode, balance: money('10000'), ...account })],
    rateLimits: rateLimits ?? 'off',
  });
  const { apiKey, apiSecret: secretKey, passphrase } = KEY;
  const traderWith = (options: BitGetTraderOptions): BitGetTrader => {
    const rest = { baseUrl: server.rest, clock, limitFactor: 1_000 };
    const trader = new BitGetTrader({ apiKey, secretKey, passphrase, ...rest, ...options });
    onTestFinished(() => trader.shutdown());
    return trader;
  };
  let at = START;
  const moveTo = async (price: number): Promise<void> => {
    at += 1_000;
    updates.push(book(at, price), trade(at, price), mark(at, price));
    await admin('/advance', { until: at });
  };
  await moveTo(60_000);
  const state = async () => (await admin('/state')) as unknown as { accounts: readonly [{ balance: string }] };
  const stateHash = async () => String((await admin('/state-hash')).stateHash);
  return { trader: traderWith(given), traderWith, moveTo, state, stateHash, baseUrl: server.rest };
}

describe.each(SETTINGS)('a %s account in %s mode', (...setting) => {
  test('opens with stop and target, shows its risk, and closes to the last digit', async () => {
    const { trader, moveTo, state } = await started(setting);
    const before = await trader.getAccountBalance();
    expect(before).toMatchObject({ equity: '10000', available: '10000', unrealizedPnl: '0' });

    const receipt = await trader.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: 0.01, leverage: '20' });
    expect(receipt).toMatchObject({
      symbol: 'BTCUSDT',
      action: 'open',
      side: 'LONG',
      status: 'received',
      quantity: '0.01',
      leverage: 20,
      stopLoss: '57600.4',
      takeProfit: '65400.8',
    });
    await moveTo(60_100);

    const [position] = await trader.getPositions();
    expect(position).toMatchObject({
      symbol: 'BTCUSDT',
      side: 'LONG',
      size: '0.01',
      markPrice: '60100',
      notional: '601',
      unrealizedPnl: '0.995',
      leverage: 20,
      marginMode: 'isolated',
    });
    const [risk] = await trader.getPositionRisk();
    expect(risk).toMatchObject({ isProtected: true, stopLosses: ['57600.4'], lossAtStops: '24.001', risk: 'HIGH' });
    expect(await trader.getTotalExposure()).toMatchObject({ long: '601', short: '0', gross: '601', net: '601' });
    expect(await trader.getOrder(SYMBOL, receipt.clientOid)).toMatchObject({ status: 'filled', filled: '0.01' });

    const [closed] = await trader.closePosition({ symbol: SYMBOL, side: 'LONG' });
    expect(closed).toMatchObject({ action: 'close', side: 'LONG', quantity: '0.01' });
    await moveTo(60_100);
    expect(await trader.getPositions()).toEqual([]);
    // Bought at 60000.5, sold at 60099.5; fees of six hundredths of a per cent each way.
    const pnl = await trader.getTotalPnl();
    expect(pnl).toMatchObject({
      realized: '0.99',
      fees: '0.7206',
      unrealized: '0',
      total: '0.2694',
      trades: 1,
      wins: 1,
    });
    expect((await state()).accounts[0].balance).toBe('10000.2694');
    expect((await trader.getAccountBalance()).equity).toBe('10000.2694');
    const history = await trader.getTradeHistory({ symbol: SYMBOL });
    expect(history.map(({ action, price, quantity }) => [action, price, quantity])).toEqual([
      ['open', '60000.5', '0.01'],
      ['close', '60099.5', '0.01'],
    ]);
    expect(await trader.getHistoricalPositions({ symbol: SYMBOL })).toMatchObject([
      { positionSide: 'long', size: '0.01', entryPrice: '60000.5', exitPrice: '60099.5' },
    ]);
  });

  test('rests, shows and cancels a short limit order', async () => {
    const { trader, moveTo } = await started(setting);
    const wish = {
      symbol: 'BTC/USDT:USDT',
      side: 'SELL',
      orderType: 'post_only',
      price: '61000',
      quantity: '0.02',
    } as const;
    const { clientOid, stopLoss, leverage } = await trader.placeOrder(wish);
    expect({ stopLoss, leverage }).toEqual({ stopLoss: '63440', leverage: 11 });
    await moveTo(60_000);
    expect(await trader.getOpenOrders()).toMatchObject([{ clientOid, side: 'SHORT', price: '61000', status: 'live' }]);
    await trader.cancelOrder('btcusdt', clientOid);
    await moveTo(60_000);
    expect(await trader.getOpenOrders()).toEqual([]);
    expect(await trader.getOrder(SYMBOL, clientOid)).toMatchObject({ status: 'canceled', filled: '0' });
  });
});

describe('an entry', () => {
  test('without a quantity loses at its stop no more than the profile risks', async () => {
    const { trader } = await started();
    const size = await trader.calculatePositionSize({ symbol: SYMBOL, side: 'LONG' });
    // 2 % of 10000, times 0.7: 140 at a stop of 2400.1 and fees of 70.56 a coin.
    expect(size).toEqual({
      quantity: '0.056',
      notional: '3360.028',
      margin: '309.489124509096',
      lossAtStop: '138.35699024',
      leverage: 11,
    });
  });

  test('is sized from the capital that the trader was given, where the account has more', async () => {
    const { trader } = await started(['unified', 'hedge'], { initialCapital: 1_000, profileType: 'newbie' });
    const size = await trader.calculatePositionSize({ symbol: SYMBOL, side: 'SHORT', stopLoss: '60600' });
    // Half a per cent of 1000, times 0.6: 3 at 600.5 and fees of 72.36 a coin.
    expect(size).toMatchObject({ quantity: '0.004', leverage: 1 });
  });

  test('by a profile that is bolder than the limits keeps to the limits', async () => {
    const { trader } = await started(undefined, { profileType: 'aggressive', limits: { riskPerTrade: '0.001' } });
    const { lossAtStop } = await trader.calculatePositionSize({ symbol: SYMBOL, side: 'BUY' });
    expect(Number(lossAtStop)).toBeLessThanOrEqual(10);
    expect(Number(lossAtStop)).toBeGreaterThan(9);
  });

  test.each([
    ['risk-per-trade', { limits: { riskPerTrade: 0.002 } }, {}],
    ['max-leverage', { limits: { leverageMax: 10 } }, { leverage: 11 }],
    ['liquidation-distance', {}, { leverage: 50 }],
    ['size-limits', {}, { quantity: '2000' }],
    ['available-margin', { limits: { riskPerTrade: 1 } }, { quantity: '4', leverage: 1, stopLoss: '59800' }],
  ])('is refused by the rule %s, and nothing is sent', async (rule, options, wish) => {
    const { trader, stateHash } = await started(undefined, options);
    const before = await stateHash();
    const asked = trader.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: '0.01', ...wish });
    await expect(asked).rejects.toMatchObject({ code: rule, outcome: 'not-sent' });
    expect(await stateHash()).toBe(before);
  });

  test('is refused beyond the largest number of positions, but may add to one', async () => {
    const { trader, moveTo } = await started(undefined, { limits: { positionsMax: 1 } });
    const wish = { symbol: SYMBOL, side: 'BUY', quantity: '0.01' } as const;
    await trader.placeOrder(wish);
    await moveTo(60_000);
    await trader.placeOrder(wish);
    await moveTo(60_000);
    // Each order has brought its own stop: both together cover the whole.
    expect(await trader.getPositionRisk()).toMatchObject([{ size: '0.02', isProtected: true }]);
  });

  test('is refused after the losses of the day, and after too many in a row', async () => {
    const { trader, moveTo } = await started(undefined, { limits: { dailyLossMax: '50', lossesMax: 2 } });
    const wish = { symbol: SYMBOL, side: 'BUY', quantity: '0.01' } as const;
    const lose = async (): Promise<void> => {
      await trader.placeOrder(wish);
      await moveTo(60_000);
      await trader.closePosition({ symbol: SYMBOL });
      await moveTo(60_000);
    };
    await lose();
    await lose();
    await expect(trader.placeOrder(wish)).rejects.toMatchObject({ code: 'circuit-breaker', outcome: 'not-sent' });
  });

  test('is refused for the losses of the day that came before the trader, which are none of its profit', async () => {
    const { trader, traderWith, moveTo } = await started();
    await trader.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: '0.05' });
    await moveTo(60_000);
    await trader.closePosition({ symbol: SYMBOL });
    await moveTo(60_000);
    await moveTo(60_000);
    const second = traderWith({ limits: { dailyLossMax: '1' } });
    const asked = second.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: '0.01' });
    await expect(asked).rejects.toMatchObject({ code: 'max-daily-loss' });
    expect(await second.getTotalPnl()).toMatchObject({ realized: '0', fees: '0', total: '0' });
    expect(Number((await trader.getTotalPnl()).total)).toBeLessThan(-1);
  });

  test('has only what other positions leave free', async () => {
    const { trader, moveTo } = await started(undefined, { limits: { riskPerTrade: 1 } });
    const wish = { symbol: SYMBOL, side: 'BUY', quantity: '0.1', leverage: 1, stopLoss: '59800' } as const;
    await trader.placeOrder(wish);
    await moveTo(60_000);
    await expect(trader.placeOrder(wish)).rejects.toMatchObject({ code: 'available-margin' });
  });

  test('waits for the one before it, and is judged with that in view', async () => {
    const { trader } = await started(undefined, { limits: { riskPerTrade: 1 } });
    const wish = { symbol: SYMBOL, side: 'BUY', quantity: '0.1', leverage: 1, stopLoss: '59800' } as const;
    const both = await Promise.allSettled([trader.placeOrder(wish), trader.placeOrder(wish)]);
    expect(both).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'available-margin', outcome: 'not-sent' } },
    ]);
  });

  test('takes the margin mode that it names, whatever the contract had', async () => {
    const { trader, moveTo } = await started(undefined, {}, { account: { marginMode: 'crossed' } });
    await trader.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: '0.01' });
    await moveTo(60_000);
    expect(await trader.getPositions()).toMatchObject([{ marginMode: 'isolated', leverage: 11 }]);
  });

  test('by a limit that the market meets is protected from where it will fill', async () => {
    const { trader, moveTo } = await started();
    const order = { symbol: SYMBOL, side: 'SELL', orderType: 'IOC', price: '59000', quantity: '0.01' } as const;
    expect(await trader.placeOrder(order)).toMatchObject({ stopLoss: '62399.5' });
    await moveTo(60_000);
    expect(await trader.getPositionRisk()).toMatchObject([{ entryPrice: '59999.5', isProtected: true }]);
  });

  test('against a position is refused in one-way mode', async () => {
    const { trader, moveTo, stateHash } = await started(['unified', 'one-way']);
    await trader.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: '0.01' });
    await moveTo(60_000);
    const before = await stateHash();
    const against = trader.placeOrder({ symbol: SYMBOL, side: 'SELL', quantity: '0.01' });
    await expect(against).rejects.toThrow(/side: "SHORT" is not allowed.* one-way account holds a LONG/);
    expect(await stateHash()).toBe(before);
  });

  test('in crossed margin takes that mode, and the leverage that was set', async () => {
    const { trader, moveTo } = await started(['classic', 'hedge']);
    await trader.setMarginMode({ symbol: SYMBOL, marginMode: 'crossed' });
    expect(await trader.setLeverage({ symbol: SYMBOL, leverage: '7' })).toEqual({ symbol: 'BTCUSDT', leverage: 7 });
    await trader.placeOrder({ symbol: SYMBOL, side: 'SHORT', quantity: '0.01' });
    await moveTo(60_000);
    expect(await trader.getPositions()).toMatchObject([{ side: 'SHORT', marginMode: 'crossed', leverage: 7 }]);
    await expect(trader.setLeverage({ symbol: SYMBOL, leverage: 126 })).rejects.toThrow(/leverage: 126/);
  });
});

describe('a close', () => {
  test.each(SETTINGS)('of a part, by reduceOnly, leaves the rest: %s, %s', async (...setting) => {
    const { trader, moveTo } = await started(setting);
    await trader.placeOrder({ symbol: SYMBOL, side: 'SHORT', quantity: '0.03' });
    await moveTo(60_000);
    await trader.placeOrder({ symbol: SYMBOL, side: 'BUY', reduceOnly: true, quantity: '0.01' });
    await moveTo(60_000);
    expect(await trader.getPositions()).toMatchObject([{ side: 'SHORT', size: '0.02' }]);
    const tooMuch = trader.closePosition({ symbol: SYMBOL, side: 'SHORT', quantity: '0.021' });
    await expect(tooMuch).rejects.toThrow(/quantity: "0.021" is not allowed; expected at most 0.02/);
    await trader.closePosition({ symbol: SYMBOL });
    await moveTo(60_000);
    expect(await trader.getPositions()).toEqual([]);
    const gone = trader.closePosition({ symbol: SYMBOL, side: 'SHORT' });
    await expect(gone).rejects.toMatchObject({ code: 'position-not-found' });
  });

  test('above the largest market order goes as several', async () => {
    const { trader, moveTo } = await started(undefined, {}, { marketSizeMax: 10 });
    for (let n = 0; n < 2; n++) {
      await trader.placeOrder({ symbol: SYMBOL, side: 'BUY', quantity: '0.01' });
      await moveTo(60_000);
    }
    const receipts = await trader.closePosition({ symbol: SYMBOL, quantity: '0.015' });
    expect(receipts.map(({ quantity }) => quantity)).toEqual(['0.01', '0.005']);
    await moveTo(60_000);
    expect(await trader.getPositions()).toMatchObject([{ size: '0.005' }]);
  });

  test('has to name the side where both are held', async () => {
    const { trader, moveTo } = await started();
    for (const side of ['LONG', 'SHORT'] as const) await trader.placeOrder({ symbol: SYMBOL, side, quantity: '0.01' });
    await moveTo(60_000);
    await expect(trader.closePosition({ symbol: SYMBOL })).rejects.toThrow(/LONG or SHORT, because BTCUSDT has both/);
    expect(await trader.getTotalExposure()).toMatchObject({ gross: '1200', net: '0', positions: 2 });
    await expect(trader.closePosition({ symbol: SYMBOL, side: 'BUY' })).rejects.toThrow(/LONG or SHORT/);
  });
});

describe('wrong input', () => {
  // Nothing listens there: whatever was sent would end otherwise.
  const trader = new BitGetTrader({ baseUrl: 'http://127.0.0.1:9', apiKey: 'k', secretKey: 's', passphrase: 'p' });
  const wish = { symbol: SYMBOL, side: 'BUY', quantity: '0.01' };

  test.each([
    [{ symbol: 'BTC-USD' }, /symbol: "BTC-USD" is not allowed/],
    [{ symbol: undefined }, /symbol/],
    [{ side: 'UP' }, /side: "UP" is not allowed; expected BUY, SELL, LONG or SHORT/],
    [{ orderType: 'STOP' }, /orderType: "STOP".*market, limit, post_only, FOK or IOC/],
    [{ orderType: 'LIMIT' }, /price: missing.*price of the limit order/],
    [{ orderType: 'market', price: '60000' }, /price: "60000".*no price with a market order/],
    [{ orderType: 'FOK', price: 1, timeInForce: 'IOC' }, /timeInForce: "fok and ioc"/],
    [{ timeInForce: 'post_only' }, /timeInForce: "post-only".*IOC or nothing with a market order/],
    [{ timeInForce: 'DAY' }, /timeInForce: "DAY"/],
    [{ postOnly: 'false' }, /postOnly: "false".*true or false/],
    [{ quantity: 0 }, /quantity: 0 is not allowed/],
    [{ quantity: '1e-3' }, /quantity: "1e-3"/],
    [{ quantity: Number.NaN }, /quantity: NaN/],
    [{ quantity: '-1' }, /quantity: "-1"/],
    [{ leverage: '126' }, /leverage: "126".*1 to 125/],
    [{ leverage: 2.5 }, /leverage: 2.5/],
    [{ marginMode: 'portfolio' }, /marginMode: "portfolio".*isolated or crossed/],
    [{ stopLoss: null }, /stopLoss: null.*no entry is without a stop/],
    [{ reduceOnly: true, stopLoss: 1 }, /stopLoss: 1.*nothing with reduceOnly/],
    [{ clientOid: 'ä' }, /clientOid/],
    [{ quantitiy: 1 }, /placeOrder quantitiy/],
  ])('%j is refused before anything is sent', async (wrong, message) => {
    await expect(trader.placeOrder({ ...wish, ...wrong } as never)).rejects.toThrow(message);
  });

  test('of a question is refused, too', async () => {
    await expect(trader.getTradeHistory({ since: Number.NaN })).rejects.toThrow(/since: NaN.*epoch milliseconds/);
    await expect(trader.getHistoricalPositions({ limit: 0 })).rejects.toThrow(/limit: 0/);
    await expect(trader.setLeverage({ symbol: SYMBOL, leverage: '0' })).rejects.toThrow(/leverage: "0"/);
    await expect(trader.setMarginMode({ symbol: SYMBOL, marginMode: 'x' })).rejects.toThrow(/marginMode: "x"/);
    await expect(trader.analyzeOrderbook(SYMBOL, { withinBps: -1 })).rejects.toThrow(/withinBps: -1/);
    const sizing = trader.calculatePositionSize({ symbol: SYMBOL, side: 'BUY', reduceOnly: true });
    await expect(sizing).rejects.toThrow(/reduceOnly: true.*only entries/);
  });

  test('of an option is refused at once, and no secret is shown', () => {
    const make = (options: object) => () => new BitGetTrader(options as BitGetTraderOptions);
    expect(make({ profileType: 'yolo' })).toThrow(/profileType: "yolo".*strategic, aggressive, newbie, scalper/);
    expect(make({ useTestnet: 'false' })).toThrow(/useTestnet: "false".*true or false/);
    expect(make({ apiKey: 'k', secretKey: 'canary' })).toThrow(/passphrase: missing.*others of the key are given/);
    expect(make({ apiKey: 'k', secretKey: 'canary' })).not.toThrow(/canary/);
    expect(make({ secret: 'canary' })).toThrow(/BitGetTrader option secret/);
    expect(make({ secret: 'canary' })).not.toThrow(/canary/);
    expect(make({ initialCapital: -1 })).toThrow(/initialCapital: -1/);
    expect(make({ limits: { riskPerTrade: 2 } })).toThrow(/limits.riskPerTrade: 2.*share/);
    expect(make({ limits: { positionsMax: 0 } })).toThrow(/limits.positionsMax: 0/);
    expect(make({ limits: { leverage: 3 } })).toThrow(/limits leverage/);
  });
});

describe('without a key', () => {
  test('market data answers, and what needs the account says so', async () => {
    const { baseUrl } = await started();
    await using trader = new BitGetTrader({ baseUrl });
    expect(await trader.getMarketTicker(SYMBOL)).toMatchObject({
      symbol: 'BTCUSDT',
      bid: '59999.5',
      ask: '60000.5',
      markPrice: '60000',
      fundingRate: '0.0001',
    });
    expect(await trader.getOrderbook(SYMBOL, { limit: 7 })).toMatchObject({
      bids: [['59999.5', '10']],
      asks: [['60000.5', '10']],
    });
    const [newest] = await trader.getRecentTrades(SYMBOL, { limit: 100 });
    expect(newest).toMatchObject({ side: 'buy', price: '60000', size: '0.005' });
    expect(await trader.analyzeOrderbook(SYMBOL, { quantity: '0.5', side: 'SELL' })).toMatchObject({
      mid: '60000',
      spreadBps: '0.1667',
      slippage: { isFilled: true, averagePrice: '59999.5', cost: '0.25' },
    });
    expect(await trader.verifySymbol('BTC/USDT:USDT')).toBe(true);
    expect(await trader.verifySymbol('NOPEUSDT')).toBe(false);
    await expect(trader.getPositions()).rejects.toThrow(/credentials: missing/);
    expect(() => trader.generateSignature(1, 'GET', '/x')).toThrow(/apiKey/);
    await expect(trader.getOrderbook(SYMBOL, { limit: 101 })).rejects.toThrow(/limit: 101/);
  });
});

describe('requests by path', () => {
  test('tell what is left of their limit', async () => {
    const { trader } = await started(undefined, {}, { rateLimits: 'enforced' });
    const path = '/api/v2/mix/account/accounts';
    const { data, headers } = await trader.makeRequest('get', path, { productType: 'USDT-FUTURES' });
    expect(data).toMatchObject([{ marginCoin: 'USDT', accountEquity: '10000' }]);
    expect(headers.get('X-RateLimit-Remaining')).toMatch(/^\d+$/);
    await expect(trader.makeRequest('GET', '/api/account/balance')).rejects.toThrow(/such as GET \/api\//);
  });

  test.each([
    ['GET', '/api/mix/v1/market/contracts', {}, 'BLbwyxWH/7ybh9PZRHd8bMTxh+VxKMRLhrm5YOyWzSk='],
    [
      'get',
      '/api/mix/v1/account/account',
      { params: { symbol: SYMBOL, marginCoin: 'USDT' } },
      '/TEP0HUdPsdaCGgiSBb/TOh/VyEP8w11IdlQMROJI3c=',
    ],
    [
      'POST',
      '/api/mix/v1/order/placeOrder',
      {
        body: {
          symbol: SYMBOL,
          productType: 'UMCBL',
          marginCoin: 'USDT',
          side: 'open_long',
          orderType: 'market',
          size: '0.001',
          timeInForce: 'IOC',
        },
      },
      'DKhDaIPXij2d2IkKhd/qyIlBNtCcRFHIPX5vu1krr3Q=',
    ],
  ])('are signed as documented: %s %s', (method, path, parts, expected) => {
    const trader = new BitGetTrader({ apiKey: 'k', secretKey: 'testsecret', passphrase: 'p' });
    expect(trader.generateSignature('1700000000000', method, path, parts)).toBe(expected);
  });
});

test('sub-accounts that the exchange does not have, and what is not offered, say so', async () => {
  const { trader } = await started();
  await expect(trader.getSubAccounts()).rejects.toMatchObject({ outcome: 'rejected' });
  await expect(trader.createSubAccount()).rejects.toMatchObject({ code: 'not-offered' });
  await expect(trader.transferToSubAccount()).rejects.toThrow(/moves? money|move money/);
});

test('keys come from the variables of their own network', () => {
  const set = (start: string) => ({
    [`${start}API_KEY`]: 'k',
    [`${start}SECRET_KEY`]: 's',
    [`${start}PASSPHRASE`]: 'p',
  });
  expect(BitGetTrader.fromEnvironment({}, set('BITGET_TESTNET_'))).toBeInstanceOf(BitGetTrader);
  expect(() => BitGetTrader.fromEnvironment({ useTestnet: false }, set('BITGET_TESTNET_'))).toThrow(
    /BITGET_MAINNET_API_KEY/,
  );
});
