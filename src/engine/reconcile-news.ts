/**
 * What one look at the venue shows that our books do not have.
 * Invariant: two looks with the same news have seen the same fills, bills, sizes and cash; '' means that all of it fits.
 */
import { asMoney, type Fill, formatMoney, toJson, type VenueState } from '../domain/index.ts';
import { type KernelState, type PositionKey, positionKey } from '../kernel/index.ts';

type Look = Pick<VenueState, 'account' | 'positions' | 'fills' | 'bills'>;

export function newsOf({ portfolio, markets }: Readonly<KernelState>, look: Look): string {
  const { ledger } = portfolio;
  const fills = look.fills.filter((fill) => !ledger.hasFill(fill));
  const bills = look.bills.filter((bill) => !ledger.hasBill(bill));
  const sizes = sizesAfter(portfolio.positions(), fills);
  const positions: string[] = [];
  for (const { symbol, positionSide, size } of look.positions) {
    if (!markets.has(symbol)) continue;
    const key = positionKey(symbol, positionSide);
    if ((sizes.get(key) ?? 0) !== size) positions.push(`${key} ${size}`);
    sizes.delete(key);
  }
  for (const [key, size] of sizes) if (size > 0) positions.push(`${key} 0`);
  let cash = look.account.balance - ledger.balance;
  for (const { profit, fee } of fills) cash -= profit - fee;
  for (const { amount } of bills) cash -= amount;
  // Before the books are open every cash is right.
  const isCashRight = cash === 0n || ledger.state.opening === undefined;
  if (isCashRight && fills.length + bills.length + positions.length === 0) return '';
  const names = [...fills.map(({ tradeId }) => tradeId), ...bills.map(({ billId }) => billId)];
  return toJson([names, positions, formatMoney(asMoney(cash))]);
}

/** Our sizes once the fills are booked. */
function sizesAfter(
  positions: Iterable<{ readonly symbol: string; readonly positionSide: Fill['positionSide']; readonly size: number }>,
  fills: readonly Fill[],
): Map<PositionKey, number> {
  const sizes = new Map<PositionKey, number>();
  for (const { symbol, positionSide, size } of positions) sizes.set(positionKey(symbol, positionSide), size);
  for (const { symbol, positionSide, intent, size } of fills) {
    const key = positionKey(symbol, positionSide);
    sizes.set(key, Math.max(0, (sizes.get(key) ?? 0) + (intent === 'open' ? size : -size)));
  }
  return sizes;
}
