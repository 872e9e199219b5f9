/**
 * Balances and cash movements of an account, its fees, and what it could open.
 * Invariant: only reads.
 */
import {
  formatRate,
  formatSize,
  type Instrument,
  type Lots,
  lots,
  money,
  RATE_DECIMALS,
  type Ticks,
  tickLotValue,
} from '../../../domain/index.ts';
import { ApiError } from '../http/api-error.ts';
import type { KeyRight } from '../options.ts';
import { accountOfSymbol, accountRow } from '../wire/accounts.ts';
import { billRow } from '../wire/fills.ts';
import { priceText } from '../wire/words.ts';
import { type Handlers, readPrice, readSize } from './call.ts';
import { pageOf } from './paging.ts';

const LEVERAGE_DEFAULT = 20;

/** The limit of what is asked about; undefined at market. @throws ApiError 40019 for a limit order without a price. */
export function askedPrice(
  instrument: Instrument,
  { orderType, openPrice }: { orderType: 'limit' | 'market'; openPrice?: string },
): Ticks | undefined {
  if (orderType === 'market') return undefined;
  if (!openPrice) throw new ApiError('40019', 'openPrice');
  return readPrice(instrument, openPrice);
}

/** Whole lots whose margin and taker fee `amount` pays. */
function lotsFor(
  instrument: Instrument,
  amount: string,
  { price, leverage }: { price: Ticks; leverage: number },
): Lots {
  const one = 10n ** BigInt(RATE_DECIMALS);
  const value = BigInt(price) * tickLotValue(instrument);
  const cost = value * (one + instrument.takerFee * BigInt(leverage));
  return lots(cost === 0n ? 0 : Number((money(amount, 'down') * one * BigInt(leverage)) / cost));
}

/** Whole and at least 1. @throws ApiError 400172. */
function wholeLeverage(text: string | undefined): number {
  const leverage = Number(text ?? LEVERAGE_DEFAULT);
  if (!Number.isInteger(leverage) || leverage < 1) throw new ApiError('400172', 'leverage');
  return leverage;
}

/** Four letters for each thing that a key may do. */
const AUTHORITIES: Readonly<Record<KeyRight, readonly string[]>> = {
  read: ['coor', 'cpor'],
  trade: ['coow', 'cpow'],
  transfer: ['wtow'],
  withdraw: ['wwow'],
};

export const accountRoutes: Handlers<
  'accountInfo' | 'account' | 'accounts' | 'bill' | 'tradeRate' | 'openCount' | 'maxOpen' | 'liquidationPrice'
> = {
  account: ({ symbol }, call) => {
    const setting = call.exchange.setting(call.account, call.instrument(symbol).symbol);
    return accountOfSymbol(call.exchange.accountDetail(call.account), setting);
  },

  accountInfo: (_request, { caller }) => ({
    userId: caller.account,
    inviterId: '',
    ips: caller.addresses.join(','),
    authorities: caller.rights.flatMap((right) => AUTHORITIES[right]),
    parentId: 0,
    traderType: 'not_trader',
    channelCode: '',
    channel: '',
    regisTime: '0',
  }),

  accounts: (_request, call) => [accountRow(call.exchange.accountDetail(call.account))],

  bill: (request, call) => {
    const bills = call.desk.parts.history.of(call.account).bill.map((bill) => ({ bill, row: billRow(bill) }));
    const wanted = bills.filter(
      ({ row }) => request.businessType === undefined || row.businessType === request.businessType,
    );
    const { rows, endId } = pageOf(wanted, request, { id: ({ bill }) => bill.billId, at: ({ bill }) => bill.at });
    return { bills: rows.map(({ row }) => row), endId };
  },

  tradeRate: ({ symbol }, call) => {
    const { makerFee, takerFee } = call.instrument(symbol);
    return { makerFeeRate: formatRate(makerFee), takerFeeRate: formatRate(takerFee) };
  },

  openCount: ({ symbol, openAmount, openPrice, leverage }, call) => {
    const instrument = call.instrument(symbol);
    const terms = { price: readPrice(instrument, openPrice), leverage: wholeLeverage(leverage) };
    return { size: formatSize(instrument, lotsFor(instrument, openAmount, terms)) };
  },

  maxOpen: ({ symbol, posSide, ...request }, call) => {
    const instrument = call.instrument(symbol);
    const asked = { symbol, positionSide: posSide, price: askedPrice(instrument, request) };
    return { maxOpen: formatSize(instrument, call.exchange.maxOpen(call.account, asked)) };
  },

  liquidationPrice: ({ symbol, posSide, openAmount, ...request }, call) => {
    const instrument = call.instrument(symbol);
    const size = readSize(instrument, openAmount);
    const asked = { symbol, positionSide: posSide, size, price: askedPrice(instrument, request) };
    return { liqPrice: priceText(instrument, call.exchange.estimateLiquidation(call.account, asked)) || '0' };
  },
};
