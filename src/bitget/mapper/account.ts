/**
 * Balances, from REST, and movements of cash that are no fills.
 * Invariant: the balance is cash: equity less unrealised profit.
 */
import { type AccountReport, asMoney, type Bill } from '../../domain/index.ts';
import type { endpoints, ResponseOf } from '../protocol/index.ts';
import { moneyOf, requiredMoney, textOf, timeOf } from './numeral.ts';
import { MARGIN_COIN } from './order.ts';
import { decodeMarginMode, decodePositionMode } from './words.ts';

export type AccountData = ResponseOf<typeof endpoints.account>;
export type BillRow = NonNullable<ResponseOf<typeof endpoints.bill>['bills']>[number];

export function decodeAccount(data: AccountData): AccountReport {
  const unrealised =
    textOf(data.unrealizedPL) === undefined
      ? moneyOf(data.crossedUnrealizedPL) + moneyOf(data.isolatedUnrealizedPL)
      : moneyOf(data.unrealizedPL);
  const isIsolated = decodeMarginMode(data.marginMode) === 'isolated';
  const free = isIsolated ? data.isolatedMaxAvailable : data.crossedMaxAvailable;
  return {
    balance: asMoney(requiredMoney(data.accountEquity, 'accountEquity') - unrealised),
    available: moneyOf(textOf(free) ?? data.available),
    positionMode: decodePositionMode(data.posMode),
  };
}

/** Bills of trades, which the fills tell, and shifts between balance and position margin, which move no cash. */
const NOT_CASH =
  /^(open|close|force_close|delivery|adl_close)_(long|short)$|^(force_|burst_)?(buy|sell)$|^adl_(buy|sell)_|append_margin$|^reduce_margin$/;

/** Undefined for a bill that is no movement of USDT besides the fills. */
export function decodeBill(row: BillRow): Bill | undefined {
  if (NOT_CASH.test(row.businessType) || row.coin.toUpperCase() !== MARGIN_COIN) return undefined;
  return {
    billId: row.billId,
    kind: kindOf(row.businessType),
    symbol: (row.symbol ?? '').toUpperCase(),
    amount: asMoney(moneyOf(row.amount) + moneyOf(row.fee)),
    at: timeOf(row.cTime, 'cTime'),
  };
}

function kindOf(businessType: string): Bill['kind'] {
  if (businessType === 'contract_settle_fee') return 'funding';
  if (businessType.startsWith('trans_')) return 'transfer';
  return businessType.startsWith('burst_') || businessType.startsWith('risk_') ? 'liquidation' : 'other';
}
