/**
 * What ccxt does with the account: balance, settings, positions, bills.
 * Invariant: a setting counts as made when the exchange's core holds it.
 */
import { expect } from 'vitest';
import { moneyToNumber } from '../../../src/domain/index.ts';
import { PAIR } from './ccxt.ts';
import { BOTH_MODES, type ClientCall, callsOf, type Shortfall, throwsError } from './client-call.ts';
import { BTC } from './market.ts';
import { ACCOUNT, type Session } from './session.ts';
import { accountTruth, positionTruth, priceOf, sizeOf } from './truth.ts';

const call = callsOf('ccxt', 'Account and positions');

const setting = ({ exchange }: Session) => exchange.setting(ACCOUNT, BTC.symbol);

/** Leverage and margin mode before an isolated position: Classic sets them apart, Unified together. */
export async function beIsolated({ ccxt, family }: Session): Promise<void> {
  if (family === 'classic') await ccxt.setMarginMode('isolated', PAIR);
  await ccxt.setLeverage(10, PAIR, { marginMode: 'isolated' });
}

const classicAlone = (ask: (ccxt: Session['ccxt']) => Promise<unknown>): Shortfall => ({
  why: 'ccxt asks the Classic API whatever the account: 40085',
  shown: ({ ccxt }) => throwsError(ask(ccxt), { name: 'ExchangeError', message: /"code":"40085"/ }),
});

/** Opens a long of 0.02 at market. */
export const openLong = ({ ccxt, positionMode }: Session, size = 0.02, params: object = {}) =>
  ccxt.createOrder(PAIR, 'market', 'buy', size, undefined, { hedged: positionMode === 'hedge', ...params });

const settings: readonly ClientCall[] = [
  call({
    call: 'fetchBalance',
    holds: 'free and total, with a position open',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      session.move(60_500);
      const { available, equity } = accountTruth(session);
      const { USDT } = (await session.ccxt.fetchBalance()) as { USDT: { free: number; total: number } };
      expect(USDT.free).toBeCloseTo(available, 6);
      expect(USDT.total).toBeCloseTo(equity, 6);
      expect(equity).not.toBe(100_000);
    },
  }),
  call({
    call: 'setLeverage',
    holds: 'the leverage of the contract',
    modes: BOTH_MODES,
    check: async (session) => {
      await session.ccxt.setLeverage(25, PAIR);
      expect(setting(session).leverage).toBe(25);
    },
  }),
  call({
    call: 'fetchLeverage',
    holds: 'the leverage of the contract',
    check: async (session) => {
      await session.ccxt.setLeverage(25, PAIR);
      expect(await session.ccxt.fetchLeverage(PAIR)).toMatchObject({ longLeverage: 25, shortLeverage: 25 });
    },
    unified: classicAlone((ccxt) => ccxt.fetchLeverage(PAIR)),
  }),
  call({
    call: 'setMarginMode',
    holds: 'the margin mode of the contract',
    check: async (session) => {
      await session.ccxt.setMarginMode('isolated', PAIR);
      expect(setting(session).marginMode).toBe('isolated');
    },
    unified: classicAlone((ccxt) => ccxt.setMarginMode('isolated', PAIR)),
  }),
  call({
    call: 'fetchMarginMode',
    holds: 'the margin mode of the contract',
    check: async (session) => {
      expect(await session.ccxt.fetchMarginMode(PAIR)).toMatchObject({ marginMode: 'cross' });
    },
    unified: classicAlone((ccxt) => ccxt.fetchMarginMode(PAIR)),
  }),
  call({
    call: 'setPositionMode',
    holds: 'the position mode of the account, to and fro',
    check: async ({ ccxt, exchange }) => {
      await ccxt.setPositionMode(false, PAIR);
      expect(exchange.account(ACCOUNT).positionMode).toBe('one-way');
      await ccxt.setPositionMode(true, PAIR);
      expect(exchange.account(ACCOUNT).positionMode).toBe('hedge');
    },
  }),
  call({
    call: 'fetchTradingFee',
    holds: 'maker and taker fee',
    check: async ({ ccxt }) => expect(await ccxt.fetchTradingFee(PAIR)).toMatchObject({ maker: 0.0002, taker: 0.0006 }),
  }),
];

const positionRow = (session: Session) => {
  const position = positionTruth(session);
  return {
    symbol: PAIR,
    side: position.positionSide,
    contracts: sizeOf(position.size),
    entryPrice: Number(position.entryPrice),
    markPrice: priceOf(position.mark),
    leverage: position.leverage,
    marginMode: position.marginMode === 'crossed' ? 'cross' : 'isolated',
    hedged: session.positionMode === 'hedge',
    unrealizedPnl: moneyToNumber(position.unrealised),
  };
};

const positionCalls: readonly ClientCall[] = [
  call({
    call: 'fetchPositions',
    holds: 'side, size, entry, mark, leverage, margin mode, profit',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      session.move(60_500);
      expect(await session.ccxt.fetchPositions([PAIR])).toMatchObject([positionRow(session)]);
      expect(positionTruth(session).unrealised).toBeGreaterThan(0n);
    },
  }),
  call({
    call: 'fetchPositions of none',
    holds: 'an empty list',
    check: async ({ ccxt }) => expect(await ccxt.fetchPositions()).toEqual([]),
  }),
  call({
    call: 'fetchPosition',
    holds: 'the same of one contract',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      expect(await session.ccxt.fetchPosition(PAIR)).toMatchObject(positionRow(session));
    },
  }),
  call({
    call: 'addMargin, reduceMargin',
    holds: 'margin of an isolated position, more and less',
    check: async (session) => {
      await beIsolated(session);
      await openLong(session, 0.02, { marginMode: 'isolated' });
      const before = positionTruth(session).margin;
      await session.ccxt.addMargin(PAIR, 10, { holdSide: 'long' });
      const more = positionTruth(session).margin;
      expect(moneyToNumber(more) - moneyToNumber(before)).toBeCloseTo(10, 6);
      await session.ccxt.reduceMargin(PAIR, -4, { holdSide: 'long' });
      expect(moneyToNumber(more) - moneyToNumber(positionTruth(session).margin)).toBeCloseTo(4, 6);
    },
    unified: classicAlone((ccxt) => ccxt.addMargin(PAIR, 10, { holdSide: 'long' })),
  }),
  call({
    call: 'fetchPositionsHistory',
    holds: 'a closed position: side, size, entry, exit, profit',
    modes: BOTH_MODES,
    check: async (session) => {
      await openLong(session);
      session.move(60_500);
      await session.ccxt.closePosition(PAIR, session.positionMode === 'hedge' ? 'long' : undefined);
      const [closed] = session.exchange.closedPositions(ACCOUNT, 0);
      expect(closed).toBeDefined();
      const [row, ...others] = await session.ccxt.fetchPositionsHistory([PAIR]);
      expect(others).toEqual([]);
      expect(row).toMatchObject({
        symbol: PAIR,
        side: 'long',
        contracts: 0.02,
        entryPrice: Number(closed?.openPrice),
        lastPrice: Number(closed?.closePrice),
        hedged: session.positionMode === 'hedge',
      });
    },
  }),
];

const bills: readonly ClientCall[] = [
  call({
    call: 'fetchLedger',
    holds: 'each bill: id, amount, direction, time',
    check: async (session) => {
      await openLong(session);
      session.settleFunding();
      const held = session.exchange.bills(ACCOUNT, 0);
      const rows = await session.ccxt.fetchLedger('USDT');
      const wanted = held.map((bill) => ({
        id: bill.billId,
        timestamp: bill.at,
        direction: bill.amount < 0n ? 'out' : 'in',
        amount: Math.abs(moneyToNumber(bill.amount)),
      }));
      expect(wanted.length).toBeGreaterThan(0);
      expect(rows.toSorted((a, b) => Number(a.id) - Number(b.id))).toMatchObject(wanted);
    },
  }),
  call({
    call: 'fetchFundingHistory',
    holds: 'the funding paid, its contract and time',
    check: async (session) => {
      await openLong(session);
      session.settleFunding();
      const [paid] = session.exchange.bills(ACCOUNT, 0).filter(({ kind }) => kind === 'funding');
      expect(paid).toBeDefined();
      expect(await session.ccxt.fetchFundingHistory(PAIR)).toMatchObject([
        { symbol: PAIR, code: 'USDT', amount: moneyToNumber(paid?.amount ?? (0n as never)), timestamp: paid?.at },
      ]);
    },
  }),
];

export const ccxtAccount: readonly ClientCall[] = [...settings, ...positionCalls, ...bills];
