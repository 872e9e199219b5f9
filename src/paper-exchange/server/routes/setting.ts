/**
 * Leverage, margin mode, position mode, and the margin of a position.
 * Invariant: a setting that is already so is accepted; one that open positions or orders forbid is refused.
 */
import { money } from '../../../domain/index.ts';
import { ApiError } from '../http/api-error.ts';
import { MARGIN_COIN, marginModeOf } from '../wire/words.ts';
import type { Call, Handlers } from './call.ts';

/** Leverage is one number per symbol here; a request that names two different ones is refused. */
function wantedLeverage(request: { leverage?: string; longLeverage?: string; shortLeverage?: string }): number {
  const { leverage, longLeverage, shortLeverage } = request;
  const wanted = new Set([leverage, longLeverage, shortLeverage].filter((text) => text !== undefined));
  const [only] = wanted;
  if (only === undefined) throw new ApiError('40019', 'leverage');
  if (wanted.size > 1) throw new ApiError('400172', 'leverage');
  return wholeLeverage(only);
}

function wholeLeverage(text: string): number {
  const leverage = Number(text);
  if (!Number.isInteger(leverage)) throw new ApiError('400172', 'leverage');
  return leverage;
}

function leverageState(call: Call, symbol: string) {
  const { leverage, marginMode } = call.exchange.setting(call.account, symbol);
  const text = String(leverage);
  return {
    symbol,
    marginCoin: MARGIN_COIN,
    longLeverage: text,
    shortLeverage: text,
    crossMarginLeverage: text,
    marginMode,
  };
}

export const settingRoutes: Handlers<
  | 'setLeverage'
  | 'setAllLeverage'
  | 'setMarginMode'
  | 'setPositionMode'
  | 'setMargin'
  | 'setAutoMargin'
  | 'isolatedSymbols'
> = {
  setLeverage: (request, call) => {
    const { symbol } = call.instrument(request.symbol);
    const leverage = wantedLeverage(request);
    call.execute((exchange, at) => exchange.setLeverage(call.account, { symbol, leverage }, at));
    return leverageState(call, symbol);
  },

  setAllLeverage: (request, call) => {
    const leverage = wholeLeverage(request.leverage);
    call.execute((exchange, at) => exchange.setAllLeverage(call.account, { leverage }, at));
    return 'success';
  },

  setMarginMode: (request, call) => {
    const { symbol } = call.instrument(request.symbol);
    const marginMode = marginModeOf(request.marginMode);
    call.execute((exchange, at) => exchange.setMarginMode(call.account, { symbol, marginMode }, at));
    return leverageState(call, symbol);
  },

  setPositionMode: ({ posMode }, call) => {
    const positionMode = posMode === 'hedge_mode' ? 'hedge' : 'one-way';
    call.execute((exchange, at) => exchange.setPositionMode(call.account, { positionMode }, at));
    return { posMode };
  },

  setMargin: ({ amount, holdSide, ...request }, call) => {
    const { symbol } = call.instrument(request.symbol);
    const change = { symbol, positionSide: holdSide, amount: money(amount, 'down') };
    call.execute((exchange, at) => exchange.adjustMargin(call.account, change, at));
    return '';
  },

  setAutoMargin: ({ autoMargin, holdSide, ...request }, call) => {
    const { symbol } = call.instrument(request.symbol);
    const change = { symbol, positionSide: holdSide, isOn: autoMargin === 'on' };
    call.execute((exchange, at) => exchange.setAutoMargin(call.account, change, at));
    return 'success';
  },

  isolatedSymbols: (_request, call) =>
    call.exchange.instruments.flatMap(({ symbol }) => {
      const { marginMode } = call.exchange.setting(call.account, symbol);
      return marginMode === 'isolated' ? [{ symbol, marginMode }] : [];
    }),
};
