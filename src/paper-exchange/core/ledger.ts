/**
 * Every movement of cash: fills, funding, liquidation. The only writer of balances and pools.
 * Invariant: what an account receives a pool pays, to the last digit, so that the sum of all cash never changes.
 */
import { asMoney, type Bill, type Money } from '../../domain/index.ts';
import { cash } from './margin.ts';
import { type Account, type Core, nextId, remember, touch } from './state.ts';

/** Books the profit and the fee of a fill. */
export function bookFill(core: Core, account: Account, { profit, fee }: { profit: Money; fee: Money }): void {
  if (fee !== 0n) {
    account.balance = asMoney(account.balance - fee);
    core.pools.fees = asMoney(core.pools.fees + fee);
  }
  if (profit === 0n) return;
  account.balance = asMoney(account.balance + profit);
  core.pools.market = asMoney(core.pools.market - profit);
}

export type BillRequest = {
  readonly kind: 'funding' | 'liquidation' | 'transfer';
  readonly symbol: string;
  readonly amount: Money;
};

const POOL = { funding: 'funding', liquidation: 'insurance', transfer: 'outside' } as const;

/** Books `amount` (positive: received) against the pool of its kind; nothing at all for zero. */
export function bookBill(core: Core, account: Account, { kind, symbol, amount }: BillRequest): void {
  if (amount === 0n) return;
  const pool = POOL[kind];
  account.balance = asMoney(account.balance + amount);
  core.pools[pool] = asMoney(core.pools[pool] - amount);
  const bill: Bill = { billId: nextId(core), kind, symbol, amount, at: core.now };
  remember(account.bills, bill, core.options.historyMax);
  core.outbox.event(account.name, { type: 'bill', at: core.now, bill });
  touch(core, account, 'balance', symbol);
}

/** The insurance fund pays what a loss took beyond the account's cash; crossed positions carry their losses till they close. */
export function coverShortfall(core: Core, account: Account, symbol: string): void {
  if (account.crossedCount > 0) return;
  const missing = account.isolatedMargin - account.balance;
  if (missing > 0n) bookBill(core, account, { kind: 'liquidation', symbol, amount: cash(missing) });
}

/** Sum of all cash: accounts and pools. */
export function totalCash(core: Core): Money {
  const { market, fees, funding, insurance, outside } = core.pools;
  let sum = market + fees + funding + insurance + outside;
  for (const account of core.accounts.values()) sum += account.balance;
  return asMoney(sum);
}
