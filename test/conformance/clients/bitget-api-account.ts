/**
 * What bitget-api does with the account: balance, settings, positions, bills.
 * Invariant: a setting counts as made when the exchange's core holds it.
 */
import { expect } from 'vitest';
import { moneyToNumber } from '../../../src/domain/index.ts';
import { openOrder, PRODUCT, SETTLED, UNIFIED } from './bitget-api-terms.ts';
import { BOTH_MODES, type ClientCall, callsOfEach } from './client-call.ts';
import { BTC } from './market.ts';
import { ACCOUNT, type Session } from './session.ts';
import { accountTruth, numbersIn, positionTruth, priceOf, sizeOf } from './truth.ts';

const call = callsOfEach('bitget-api', 'Account and positions');

const setting = ({ exchange }: Session) => exchange.setting(ACCOUNT, BTC.symbol);

const settings: readonly ClientCall[] = [
  call({
    call: 'getFuturesAccountAsset; getBalances',
    holds: 'equity and what is free, with a position open',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      session.move(60_500);
      const { data } = await session.classic.getFuturesAccountAsset(SETTLED);
      const { equity } = accountTruth(session);
      expect(numbersIn(data)).toMatchObject({ accountEquity: equity, usdtEquity: equity, marginMode: 'crossed' });
      expect(data.posMode).toBe(session.positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode');
    },
    unified: async (session) => {
      await openOrder(session);
      session.move(60_500);
      const { data } = await session.unified.getBalances();
      const { equity, available, unrealised } = accountTruth(session);
      expect(numbersIn(data)).toMatchObject({ accountEquity: equity, usdtEquity: equity, unrealisedPnl: unrealised });
      expect(data.assets.map(numbersIn)).toMatchObject([{ coin: 'USDT', equity, available }]);
    },
  }),
  call({
    call: 'getFuturesAccountAssets; getAccountSettings',
    holds: 'the one account; its modes and leverage',
    modes: BOTH_MODES,
    classic: async ({ classic }) => {
      const { data } = await classic.getFuturesAccountAssets({ productType: PRODUCT });
      expect(data.map(numbersIn)).toMatchObject([{ marginCoin: 'USDT', available: 100_000 }]);
    },
    unified: async ({ unified, positionMode }) => {
      const { data } = await unified.getAccountSettings();
      expect(data.holdMode).toBe(positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode');
      const configs = data.symbolConfigList.map(numbersIn);
      expect(configs).toContainEqual(
        expect.objectContaining({ symbol: 'BTCUSDT', marginMode: 'crossed', leverage: 10 }),
      );
    },
  }),
  call({
    call: 'setFuturesLeverage; setLeverage',
    holds: 'the leverage of the contract',
    modes: BOTH_MODES,
    classic: async (session) => {
      await session.classic.setFuturesLeverage({ ...SETTLED, leverage: '25' });
      expect(setting(session).leverage).toBe(25);
    },
    unified: async (session) => {
      await session.unified.setLeverage({ ...UNIFIED, leverage: '25' });
      expect(setting(session).leverage).toBe(25);
    },
  }),
  call({
    call: 'setFuturesMarginMode; setLeverage with marginMode',
    holds: 'the margin mode of the contract',
    classic: async (session) => {
      await session.classic.setFuturesMarginMode({ ...SETTLED, marginMode: 'isolated' });
      expect(setting(session).marginMode).toBe('isolated');
    },
    unified: async (session) => {
      await session.unified.setLeverage({ ...UNIFIED, leverage: '12', marginMode: 'isolated', posSide: 'long' });
      await openOrder(session, { marginMode: 'isolated' });
      expect(positionTruth(session)).toMatchObject({ marginMode: 'isolated', leverage: 12 });
    },
  }),
  call({
    call: 'setFuturesPositionMode; setHoldMode',
    holds: 'the position mode of the account',
    classic: async ({ classic, exchange }) => {
      await classic.setFuturesPositionMode({ productType: PRODUCT, posMode: 'one_way_mode' });
      expect(exchange.account(ACCOUNT).positionMode).toBe('one-way');
    },
    unified: async ({ unified, exchange }) => {
      await unified.setHoldMode({ holdMode: 'one_way_mode' });
      expect(exchange.account(ACCOUNT).positionMode).toBe('one-way');
    },
  }),
  call({
    call: 'setFuturesPositionMargin; setMargin',
    holds: 'ten more of margin in an isolated position',
    classic: async (session) => {
      await session.classic.setFuturesMarginMode({ ...SETTLED, marginMode: 'isolated' });
      await openOrder(session, { marginMode: 'isolated' });
      const before = moneyToNumber(positionTruth(session).margin);
      await session.classic.setFuturesPositionMargin({ ...SETTLED, amount: '10', holdSide: 'long' });
      expect(moneyToNumber(positionTruth(session).margin) - before).toBeCloseTo(10, 6);
    },
    unified: async (session) => {
      await openOrder(session, { marginMode: 'isolated' });
      const before = moneyToNumber(positionTruth(session).margin);
      await session.unified.setMargin({ ...UNIFIED, amount: '10', posSide: 'long', operation: 'add' });
      expect(moneyToNumber(positionTruth(session).margin) - before).toBeCloseTo(10, 6);
    },
  }),
  call({
    call: 'getTradeRate; getFeeRate',
    holds: 'maker and taker fee',
    classic: async ({ classic }) => {
      const { data } = await classic.getTradeRate({ symbol: 'BTCUSDT', businessType: 'mix' });
      expect(numbersIn(data)).toMatchObject({ makerFeeRate: 0.0002, takerFeeRate: 0.0006 });
    },
    unified: async ({ unified }) => {
      const { data } = await unified.getFeeRate(UNIFIED);
      expect(numbersIn(data)).toMatchObject({ makerFeeRate: 0.0002, takerFeeRate: 0.0006 });
    },
  }),
  call({
    call: 'getFuturesMaxOpenableQuantity; getMaxOpenAvailable',
    holds: 'what could be opened at market',
    classic: async ({ classic, exchange }) => {
      const { data } = await classic.getFuturesMaxOpenableQuantity({
        ...SETTLED,
        posSide: 'long',
        orderType: 'market',
      });
      const held = exchange.maxOpen(ACCOUNT, { symbol: BTC.symbol, positionSide: 'long', price: undefined });
      expect(Number(data.maxOpen)).toBe(sizeOf(held));
    },
    unified: async ({ unified, exchange }) => {
      const { data } = await unified.getMaxOpenAvailable({ ...UNIFIED, orderType: 'market', side: 'buy', size: '1' });
      const held = exchange.maxOpen(ACCOUNT, { symbol: BTC.symbol, positionSide: 'long', price: undefined });
      expect(Object.values(numbersIn(data))).toContain(sizeOf(held));
    },
  }),
];

const positions: readonly ClientCall[] = [
  call({
    call: 'getFuturesPositions; getCurrentPosition',
    holds: 'side, size, entry, mark, leverage, profit',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      session.move(60_500);
      const { data } = await session.classic.getFuturesPositions({ productType: PRODUCT, marginCoin: 'USDT' });
      const { size, entryPrice, mark, leverage, unrealised } = positionTruth(session);
      expect(data.map(numbersIn)).toMatchObject([
        {
          symbol: 'BTCUSDT',
          holdSide: 'long',
          total: sizeOf(size),
          openPriceAvg: Number(entryPrice),
          markPrice: priceOf(mark),
          leverage,
          unrealizedPL: moneyToNumber(unrealised),
        },
      ]);
    },
    unified: async (session) => {
      await openOrder(session);
      session.move(60_500);
      const { data } = await session.unified.getCurrentPosition({ category: PRODUCT });
      const { size, entryPrice, mark, leverage, unrealised } = positionTruth(session);
      expect(data.list.map(numbersIn)).toMatchObject([
        {
          symbol: 'BTCUSDT',
          posSide: 'long',
          total: sizeOf(size),
          avgPrice: Number(entryPrice),
          markPrice: priceOf(mark),
          leverage,
          unrealisedPnl: moneyToNumber(unrealised),
        },
      ]);
    },
  }),
  call({
    call: 'getFuturesPosition; getCurrentPosition of a contract',
    holds: 'its position; none of the other contract',
    classic: async (session) => {
      await openOrder(session);
      const { data } = await session.classic.getFuturesPosition(SETTLED);
      expect(data.map(numbersIn)).toMatchObject([{ holdSide: 'long', total: 0.02 }]);
      const { data: none } = await session.classic.getFuturesPosition({ ...SETTLED, symbol: 'ETHUSDT' });
      expect(none).toEqual([]);
    },
    unified: async (session) => {
      await openOrder(session);
      const { data } = await session.unified.getCurrentPosition(UNIFIED);
      expect(data.list.map(numbersIn)).toMatchObject([{ posSide: 'long', total: 0.02 }]);
      const { data: none } = await session.unified.getCurrentPosition({ ...UNIFIED, symbol: 'ETHUSDT' });
      expect(none.list ?? []).toEqual([]);
    },
  }),
  call({
    call: 'getFuturesHistoricPositions; getPositionHistory',
    holds: 'a closed position: side, entry, exit, profit after all costs',
    modes: BOTH_MODES,
    classic: async (session) => {
      await openOrder(session);
      session.move(60_500);
      await session.classic.futuresFlashClosePositions({ productType: PRODUCT });
      const [closed] = session.exchange.closedPositions(ACCOUNT, 0);
      const { data } = await session.classic.getFuturesHistoricPositions({ productType: PRODUCT } as never);
      expect(data.list.map(numbersIn)).toMatchObject([
        {
          symbol: 'BTCUSDT',
          holdSide: 'long',
          openAvgPrice: Number(closed?.openPrice),
          closeAvgPrice: Number(closed?.closePrice),
          netProfit: closed && moneyToNumber(closed.net),
        },
      ]);
    },
    unified: async (session) => {
      await openOrder(session);
      session.move(60_500);
      await session.unified.closeAllPositions({ category: PRODUCT });
      const [closed] = session.exchange.closedPositions(ACCOUNT, 0);
      const { data } = await session.unified.getPositionHistory({ category: PRODUCT });
      expect(data.list.map(numbersIn)).toMatchObject([
        {
          symbol: 'BTCUSDT',
          posSide: 'long',
          openPriceAvg: Number(closed?.openPrice),
          closePriceAvg: Number(closed?.closePrice),
          netProfit: closed && moneyToNumber(closed.net),
        },
      ]);
    },
  }),
  call({
    call: 'getFuturesAccountBills; getFinancialRecords',
    holds: 'the bill of a funding settlement',
    classic: async (session) => {
      await openOrder(session);
      session.settleFunding();
      const [paid] = session.exchange.bills(ACCOUNT, 0).filter(({ kind }) => kind === 'funding');
      const { data } = await session.classic.getFuturesAccountBills({ productType: PRODUCT });
      const amount = paid && moneyToNumber(paid.amount);
      expect(data.bills).toHaveLength(1);
      expect(data.bills[0]?.billId).toBe(paid?.billId);
      expect(data.bills.map(numbersIn)).toMatchObject([{ amount, businessType: 'contract_settle_fee' }]);
    },
    unified: async (session) => {
      await openOrder(session);
      session.settleFunding();
      const [paid] = session.exchange.bills(ACCOUNT, 0).filter(({ kind }) => kind === 'funding');
      const { data } = await session.unified.getFinancialRecords({ category: PRODUCT });
      const amount = paid && moneyToNumber(paid.amount);
      expect(data.list[0]?.id).toBe(paid?.billId);
      expect(data.list.map(numbersIn)).toMatchObject([{ amount, type: 'CONTRACT_MAIN_SETTLE_FEE_USER_OUT' }]);
    },
  }),
];

export const bitgetApiAccount: readonly ClientCall[] = [...settings, ...positions];
