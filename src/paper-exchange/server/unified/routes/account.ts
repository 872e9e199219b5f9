/**
 * Balances, cash movements and settings of a Unified account.
 * Invariant: a setting that is already so is accepted; one that open positions or orders forbid is refused.
 */
import { asMoney, formatMoney, formatRate, formatSize, type MarginMode, money } from '../../../../domain/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { KeyRight } from '../../options.ts';
import type { Call } from '../../routes/call.ts';
import { pageOf } from '../../routes/paging.ts';
import { marginModeOf } from '../../wire/words.ts';
import { assets, billRow, settings } from '../wire/accounts.ts';
import { ownLimit } from '../wire/market.ts';
import { DONE, readOptionalPrice, type UnifiedHandlers } from './call.ts';
import { sideHeld } from './position.ts';

/** Leaves a mode that is wanted already as it is. @throws ApiError 45117 while positions or orders of the symbol are open. */
export function useMarginMode(call: Call, symbol: string, marginMode: MarginMode): void {
  if (call.exchange.setting(call.account, symbol).marginMode === marginMode) return;
  call.execute((exchange, at) => exchange.setMarginMode(call.account, { symbol, marginMode }, at));
}

const PERMISSIONS: Readonly<Record<KeyRight, string>> = {
  read: 'uta_mgt',
  trade: 'uta_trade',
  transfer: 'transfer',
  withdraw: 'withdraw',
};

export const accountRoutes: UnifiedHandlers<
  | 'accountInfo'
  | 'settings'
  | 'assets'
  | 'financialRecords'
  | 'feeRate'
  | 'setLeverage'
  | 'setHoldMode'
  | 'maxOpenAvailable'
  | 'setMargin'
  | 'ownOpenInterestLimit'
> = {
  settings: (_request, call) =>
    settings(
      call.exchange.accountDetail(call.account),
      call.exchange.instruments.map(({ symbol }) => ({ symbol, setting: call.exchange.setting(call.account, symbol) })),
    ),

  accountInfo: (_request, { caller }) => ({
    userId: caller.account,
    inviterId: '',
    parentId: '',
    channelCode: '',
    channel: '',
    ips: caller.addresses.join(','),
    permType: caller.rights.every((right) => right === 'read') ? 'read-only' : 'read-and-write',
    permissions: caller.rights.map((right) => PERMISSIONS[right]),
    regisTime: '0',
  }),

  assets: (_request, call) => assets(call.exchange.accountDetail(call.account)),

  financialRecords: ({ type, cursor, ...query }, call) => {
    const bills = call.desk.parts.history.of(call.account).bill.map((bill) => ({ bill, row: billRow(bill) }));
    const wanted = bills.filter(({ row }) => type === undefined || row.type === type);
    const page = pageOf(
      wanted,
      { ...query, idLessThan: cursor },
      { id: ({ bill }) => bill.billId, at: ({ bill }) => bill.at },
    );
    return { list: page.rows.map(({ row }) => row), cursor: page.endId };
  },

  feeRate: ({ symbol }, call) => {
    const { makerFee, takerFee } = call.instrument(symbol);
    return { makerFeeRate: formatRate(makerFee), takerFeeRate: formatRate(takerFee) };
  },

  /** One leverage per symbol: a side that is named is of no consequence. */
  setLeverage: (request, call) => {
    const { symbol } = call.instrument(request.symbol);
    const leverage = Number(request.leverage);
    if (!Number.isInteger(leverage)) throw new ApiError('400172', 'leverage');
    if (request.marginMode !== undefined) useMarginMode(call, symbol, marginModeOf(request.marginMode));
    call.execute((exchange, at) => exchange.setLeverage(call.account, { symbol, leverage }, at));
    return DONE;
  },

  setHoldMode: ({ holdMode }, call) => {
    const positionMode = holdMode === 'hedge_mode' ? 'hedge' : 'one-way';
    call.execute((exchange, at) => exchange.setPositionMode(call.account, { positionMode }, at));
    return DONE;
  },

  /** The open sizes at the price that is named, or at the market's. */
  maxOpenAvailable: ({ symbol, orderType, side, price: text }, call) => {
    const instrument = call.instrument(symbol);
    if (orderType === 'limit' && !text) throw new ApiError('40019', 'price');
    const price = orderType === 'limit' ? readOptionalPrice(instrument, text) : undefined;
    const maxOf = (positionSide: 'long' | 'short'): string =>
      formatSize(instrument, call.exchange.maxOpen(call.account, { symbol, positionSide, price }));
    const [buy, sell] = [maxOf('long'), maxOf('short')];
    const { available } = call.exchange.accountDetail(call.account);
    return {
      available: formatMoney(available),
      maxOpen: side === 'sell' ? sell : buy,
      buyOpenCost: '',
      sellOpenCost: '',
      maxBuyOpen: buy,
      maxSellOpen: sell,
    };
  },

  setMargin: ({ symbol, posSide, amount, operation }, call) => {
    call.instrument(symbol);
    const positionSide = posSide ?? sideHeld(call, symbol);
    const given = money(amount, 'down');
    const change = { symbol, positionSide, amount: operation === 'add' ? given : asMoney(-given) };
    call.execute((exchange, at) => exchange.adjustMargin(call.account, change, at));
    return DONE;
  },

  ownOpenInterestLimit: ({ symbol }, call) => ownLimit(call.instrument(symbol)),
};
