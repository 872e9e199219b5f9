/**
 * Balances, cash movements, settings and positions of a Unified account.
 * Invariant: a setting that is already so is accepted; one that open positions or orders forbid is refused.
 */
import { formatMoney, formatRate, type MarginMode } from '../../../../domain/index.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Call } from '../../routes/call.ts';
import { pageOf } from '../../routes/paging.ts';
import { marginModeOf } from '../../wire/words.ts';
import { assets, billRow, positionRow, settings } from '../wire/accounts.ts';
import { DONE, type UnifiedHandlers } from './call.ts';

/** Leaves a mode that is wanted already as it is. @throws ApiError 45117 while positions or orders of the symbol are open. */
export function useMarginMode(call: Call, symbol: string, marginMode: MarginMode): void {
  if (call.exchange.setting(call.account, symbol).marginMode === marginMode) return;
  call.execute((exchange, at) => exchange.setMarginMode(call.account, { symbol, marginMode }, at));
}

export const accountRoutes: UnifiedHandlers<
  | 'settings'
  | 'assets'
  | 'financialRecords'
  | 'feeRate'
  | 'setLeverage'
  | 'setHoldMode'
  | 'maxOpenAvailable'
  | 'currentPosition'
> = {
  settings: (_request, call) =>
    settings(
      call.exchange.accountDetail(call.account),
      call.exchange.instruments.map(({ symbol }) => ({ symbol, setting: call.exchange.setting(call.account, symbol) })),
    ),

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

  maxOpenAvailable: ({ symbol }, call) => {
    call.instrument(symbol);
    const { available } = call.exchange.accountDetail(call.account);
    return {
      available: formatMoney(available),
      maxOpen: '',
      buyOpenCost: '',
      sellOpenCost: '',
      maxBuyOpen: '',
      maxSellOpen: '',
    };
  },

  /** No position is told as null, not as an empty list. */
  currentPosition: ({ symbol, posSide }, call) => {
    if (symbol !== undefined) call.instrument(symbol);
    const account = call.exchange.accountDetail(call.account);
    const list = call.exchange
      .positionDetails(call.account)
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .filter((position) => posSide === undefined || position.positionSide === posSide)
      .map((position) => positionRow(call.instrument(position.symbol), { position, account }));
    return { list: list.length === 0 ? null : list };
  },
};
