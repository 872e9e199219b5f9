/**
 * Balances, cash movements and settings of an account.
 * Invariant: a setting that is already so is accepted; one that open positions or orders forbid is refused.
 */
import type { PositionSide } from '../../../domain/index.ts';
import { ApiError } from '../http/api-error.ts';
import { accountOfSymbol, accountRow } from '../wire/accounts.ts';
import { billRow } from '../wire/fills.ts';
import { positionRow } from '../wire/positions.ts';
import { MARGIN_COIN, marginModeOf } from '../wire/words.ts';
import type { Call, Handlers } from './call.ts';
import { pageOf } from './paging.ts';

/** Leverage is one number per symbol here; a request that names two different ones is refused. */
function wantedLeverage(request: { leverage?: string; longLeverage?: string; shortLeverage?: string }): number {
  const { leverage, longLeverage, shortLeverage } = request;
  const wanted = new Set([leverage, longLeverage, shortLeverage].filter((text) => text !== undefined).map(Number));
  const [only] = wanted;
  if (only === undefined) throw new ApiError('40019', 'leverage');
  if (wanted.size > 1 || !Number.isInteger(only)) throw new ApiError('400172', 'leverage');
  return only;
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

function positionRows(call: Call, symbol?: string) {
  const account = call.exchange.accountDetail(call.account);
  const positions = call.exchange.positionDetails(call.account);
  return positions
    .filter((position) => symbol === undefined || position.symbol === symbol)
    .map((position) => positionRow(call.instrument(position.symbol), { position, account }));
}

export const accountRoutes: Handlers<
  | 'account'
  | 'accounts'
  | 'bill'
  | 'setLeverage'
  | 'setMarginMode'
  | 'setPositionMode'
  | 'allPosition'
  | 'singlePosition'
> = {
  account: ({ symbol }, call) => {
    const setting = call.exchange.setting(call.account, call.instrument(symbol).symbol);
    return accountOfSymbol(call.exchange.accountDetail(call.account), setting);
  },

  accounts: (_request, call) => [accountRow(call.exchange.accountDetail(call.account))],

  bill: (request, call) => {
    const bills = call.desk.parts.history.of(call.account).bill.map((bill) => ({ bill, row: billRow(bill) }));
    const wanted = bills.filter(
      ({ row }) => request.businessType === undefined || row.businessType === request.businessType,
    );
    const { rows, endId } = pageOf(wanted, request, { id: ({ bill }) => bill.billId, at: ({ bill }) => bill.at });
    return { bills: rows.map(({ row }) => row), endId };
  },

  setLeverage: (request, call) => {
    const { symbol } = call.instrument(request.symbol);
    const leverage = wantedLeverage(request);
    call.execute((exchange, at) => exchange.setLeverage(call.account, { symbol, leverage }, at));
    return leverageState(call, symbol);
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

  allPosition: (_request, call) => positionRows(call),

  singlePosition: ({ symbol }, call) => positionRows(call, call.instrument(symbol).symbol),
};

/** Bitget's names of a position's side: by the position in hedge mode, by the side that opened it in one-way mode. */
export const heldSide = (text: string): PositionSide => (text === 'long' || text === 'buy' ? 'long' : 'short');
