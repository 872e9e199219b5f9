import { describe, expect, test } from 'vitest';
import { btc } from '../../test/support/instruments.ts';
import {
  type Bill,
  type Fill,
  lots,
  money,
  type PositionSide,
  type RiskLimits,
  rate,
  type TriggerReport,
  ticks,
} from '../domain/index.ts';
import { type HeldPosition, worth } from './account-view.ts';
import { settingsOf } from './options.ts';
import { exposureOf, riskRow } from './position-rows.ts';
import { ProfitTally } from './profit-tally.ts';

const held = (positionSide: PositionSide, liquidation: number | undefined): HeldPosition => ({
  symbol: 'BTCUSDT',
  positionSide,
  size: lots(20),
  entryPrice: '50000.05',
  leverage: 10,
  marginMode: 'isolated',
  liquidationPrice: liquidation === undefined ? undefined : ticks(liquidation),
  instrument: btc,
  markPrice: '50000',
  notional: money('1000'),
  unrealized: money('-0.001'),
});

const stop = (price: number, size: number | undefined, positionSide: PositionSide = 'long'): TriggerReport => ({
  triggerId: String(price),
  clientOid: '',
  symbol: 'BTCUSDT',
  positionSide,
  kind: 'stop-loss',
  triggerPrice: ticks(price),
  triggerBy: 'mark',
  size: size === undefined ? undefined : lots(size),
  status: 'live',
  updatedAt: 0,
});

describe('a position at risk', () => {
  test.each([
    ['long', undefined, undefined, 'LOW'],
    ['long', 450_000, '0.1', 'MEDIUM'],
    ['long', 449_000, '0.102', 'LOW'],
    ['long', 475_000, '0.05', 'MEDIUM'],
    ['long', 475_100, '0.0498', 'HIGH'],
    ['short', 520_000, '0.04', 'HIGH'],
    ['short', 600_000, '0.2', 'LOW'],
    ['short', 490_000, '0', 'HIGH'],
  ] as const)('%s, liquidated at %s: %s is %s', (side, liquidation, distance, risk) => {
    const row = riskRow(held(side, liquidation), []);
    expect([row.liquidationDistance?.slice(0, 6), row.risk]).toEqual([distance, risk]);
  });

  test.each([
    ['nothing', [], false, undefined],
    ['a part', [stop(490_000, 19)], false, undefined],
    ['the other side', [stop(510_000, undefined, 'short')], false, undefined],
    ['a target', [{ ...stop(490_000, undefined), kind: 'take-profit' as const }], false, undefined],
    ['two halves', [stop(480_000, 10), stop(490_000, 10)], true, '30.001'],
    ['the whole', [stop(490_000, undefined)], true, '20.001'],
    ['more than there is', [stop(480_000, 20), stop(490_000, 15)], true, '25.001'],
  ])('that has stops for %s', (_, triggers, isProtected, lossAtStops) => {
    expect(riskRow(held('long', undefined), triggers)).toMatchObject({ isProtected, lossAtStops });
  });
});

test('exposure adds up by side, and is a multiple of equity', () => {
  const positions = [held('long', undefined), { ...held('short', undefined), notional: money('400') }];
  const cash = { positionMode: 'hedge', balance: money('0'), available: money('0') } as const;
  expect(exposureOf({ ...cash, positions, equity: money('3000') })).toEqual({
    long: '1000',
    short: '400',
    gross: '1400',
    net: '600',
    equity: '3000',
    leverage: '0.466667',
    positions: 2,
  });
  expect(exposureOf({ ...cash, positions, equity: money('-1') }).leverage).toBeUndefined();
});

test('a price between ticks is worth what it says', () => {
  expect(worth(btc, '50000.0512345', lots(3))).toBe(money('150.0001537035'));
});

describe('profit', () => {
  const limits = { lossesMax: 2, cooldownMs: 3_600_000, sizeFactorAfterCooldown: rate('0.5') } as RiskLimits;
  const NOON = 1_704_110_400_000;
  const fill = (tradeId: string, at: number, given: Partial<Fill> = {}): Fill => ({
    tradeId,
    orderId: tradeId,
    clientOid: '',
    symbol: 'BTCUSDT',
    intent: 'open',
    positionSide: 'long',
    price: ticks(500_000),
    size: lots(1),
    fee: money('0.03'),
    profit: money('0'),
    liquidity: 'taker',
    at,
    ...given,
  });
  const bill = (billId: string, kind: Bill['kind'], amount: string): Bill => ({
    billId,
    kind,
    symbol: 'BTCUSDT',
    amount: money(amount),
    at: NOON + 5,
  });
  const of = () => btc;

  test('counts from the start, and every fill and bill once; a transfer is none', () => {
    const tally = new ProfitTally(NOON, limits);
    const fills = [
      fill('1', NOON - 10, { profit: money('-7'), intent: 'close' }),
      fill('2', NOON),
      fill('3', NOON + 1, { intent: 'close', profit: money('4') }),
    ];
    const bills = [bill('a', 'funding', '-0.5'), bill('b', 'transfer', '1000')];
    for (let n = 0; n < 2; n++) tally.fold(fills, bills, of);
    expect(tally.sums).toEqual({ realized: money('4'), fees: money('0.06'), funding: money('-0.5') });
    expect(tally.realizedOn(NOON)).toBe(money('-3.59'));
    expect(tally.results).toMatchObject({ trades: 1, wins: 1 });
  });

  test('opens the breaker after losing positions in a row, and asks far enough back for them', () => {
    const tally = new ProfitTally(NOON, limits);
    expect(tally.questions().fillsSince).toBeLessThanOrEqual(NOON - 12 * 3_600_000);
    const lose = (n: number) => [
      fill(`o${n}`, NOON + n),
      fill(`c${n}`, NOON + n, { intent: 'close', profit: money('-1') }),
    ];
    tally.fold(lose(1), [], of);
    expect(tally.breaker(NOON + 9).state).toBe('closed');
    tally.fold(lose(2), [], of);
    expect(tally.breaker(NOON + 9).state).toBe('cooldown');
  });
});

test('real money has to be asked for', () => {
  expect(settingsOf({}).client).toMatchObject({ network: 'testnet' });
  expect(settingsOf({ useTestnet: true }).client).toMatchObject({ network: 'testnet' });
  expect(settingsOf({ useTestnet: false }).client).toMatchObject({ network: 'mainnet' });
  const baseUrl = 'http://127.0.0.1:9000';
  expect(settingsOf({ baseUrl }).client).toMatchObject({ baseUrl, isDemoTrading: false });
  expect(settingsOf({ baseUrl, useTestnet: true }).client).toMatchObject({ baseUrl, isDemoTrading: true });
});
