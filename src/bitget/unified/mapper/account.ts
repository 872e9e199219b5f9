/**
 * The Unified account as far as USDT-M trading goes, and movements of its USDT that are no fills.
 * Invariant: the balance is cash in USDT, without unrealised profit and without other coins.
 */
import { type AccountReport, asMoney, type Bill, type Money } from '../../../domain/index.ts';
import { MARGIN_COIN } from '../../mapper/index.ts';
import { isNonZero, moneyOf, timeOf } from '../../mapper/numeral.ts';
import { decodePositionMode } from '../../mapper/words.ts';
import type { ResponseOf } from '../../protocol/index.ts';
import type { endpoints } from '../protocol/index.ts';

export type Assets = ResponseOf<typeof endpoints.assets>;
export type Settings = ResponseOf<typeof endpoints.settings>;
export type RecordRow = NonNullable<ResponseOf<typeof endpoints.financialRecords>['list']>[number];

/** An account that has never held USDT has no row of it: its balance is zero. */
export function decodeUnifiedAccount(assets: Assets, settings: Settings): AccountReport {
  const row = (assets.assets ?? []).find(({ coin }) => coin.toUpperCase() === MARGIN_COIN);
  return {
    balance: asMoney(moneyOf(row?.balance) + moneyOf(row?.locked)),
    available: moneyOf(row?.available),
    positionMode: decodePositionMode(settings.holdMode),
  };
}

/** True when some position needs margin: the account is not flat, whatever the list of positions says. */
export const needsMargin = (assets: Assets): boolean => isNonZero(assets.mmr);

/** Records of trades, which the fills tell, and shifts between balance and position margin, which move no cash. */
const NOT_CASH = /(OPEN|CLOSE)_(LONG|SHORT)|ORDER_DEALT|(^|_)(BUY|SELL)(_|$)|APPEND_MARGIN|REDUCE_MARGIN|_REBASE_/;

/** Undefined for a record that is no movement of USDT besides the fills. */
export function decodeRecord(row: RecordRow): Bill | undefined {
  const type = row.type.toUpperCase();
  if (NOT_CASH.test(type) || row.coin.toUpperCase() !== MARGIN_COIN) return undefined;
  return {
    billId: row.id,
    kind: kindOf(type),
    symbol: (row.symbol ?? '').toUpperCase(),
    amount: asMoney(signed(moneyOf(row.amount), type) + moneyOf(row.fee)),
    at: timeOf(row.ts, 'ts'),
  };
}

function kindOf(type: string): Bill['kind'] {
  if (type.includes('SETTLE_FEE')) return 'funding';
  if (type.includes('TRANSFER')) return 'transfer';
  return /BURST|LIQUIDAT|RISK/.test(type) ? 'liquidation' : 'other';
}

/** The type names the direction of the cash; the sign of the amount is taken where it does not. */
function signed(amount: Money, type: string): Money {
  const size = asMoney(amount < 0n ? -amount : amount);
  if (/_OUT$/.test(type)) return asMoney(-size);
  return /_IN$/.test(type) ? size : amount;
}
