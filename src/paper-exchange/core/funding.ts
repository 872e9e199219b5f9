/**
 * Settles funding: position value at mark × rate; a positive rate is paid by longs and received by shorts.
 * Invariant: what one side pays beyond the other's receipt stays in the funding pool.
 */
import { applyRate, asMoney, direction, minMoney, notional, type Rate } from '../../domain/index.ts';
import { bookBill, coverShortfall } from './ledger.ts';
import { cash, freeCash } from './margin.ts';
import { accountOf, type Core, knownMark, type Market, type Position, touch } from './state.ts';

export function settleFunding(core: Core, market: Market, rate: Rate): void {
  const { symbol } = market.instrument;
  for (const position of [...core.positions.in(symbol)]) {
    const account = accountOf(core, position.account);
    const value = notional(market.instrument, knownMark(market), position.size);
    const amount = cash(BigInt(-direction(position.positionSide)) * applyRate(value, rate));
    position.funding = asMoney(position.funding + amount);
    bookBill(core, account, { kind: 'funding', symbol, amount });
    if (amount < 0n && position.marginMode === 'isolated') eatMargin(core, position);
    touch(core, account, 'position', symbol);
    coverShortfall(core, account, symbol);
  }
}

/** What the free cash could not pay comes out of the position's own margin. */
function eatMargin(core: Core, position: Position): void {
  const missing = cash(-freeCash(core, accountOf(core, position.account), 'isolated'));
  if (missing > 0n) position.margin = asMoney(position.margin - minMoney(missing, position.margin));
}
