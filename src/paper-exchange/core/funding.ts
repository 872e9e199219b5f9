/**
 * Settles funding: position value at mark × rate; a positive rate is paid by longs and received by shorts.
 * Invariant: what one side pays beyond the other's receipt stays in the funding pool.
 */
import { applyRate, asMoney, direction, minMoney, notional, type Rate } from '../../domain/index.ts';
import { bookBill, coverShortfall } from './ledger.ts';
import { cash, freeCash } from './margin.ts';
import { accountOf, bindMargin, type Core, knownMark, type Market, markOf, type Position, touch } from './state.ts';

/** The model in one line. */
export const FUNDING_TEXT =
  'position value at mark × rate when the source settles it, or at the interval that the exchange was given; longs pay a positive rate';

const HOUR_MS = 3_600_000;
const SETTLEMENTS_MAX = 1_000;

/** The first multiple of the interval, counted from midnight UTC, after `at`. */
export const nextFundingAfter = (at: number, hours: number): number =>
  (Math.floor(at / (hours * HOUR_MS)) + 1) * hours * HOUR_MS;

/** Settles what is due by `at`, where the exchange and not the source says when. */
export function settleOwnFunding(core: Core, market: Market, at: number): void {
  while (market.ownFundingAt !== undefined && market.ownFundingAt <= at) {
    core.now = Math.max(core.now, market.ownFundingAt);
    settleFunding(core, market, market.fundingRate);
    market.ownFundingAt = nextFundingAfter(market.ownFundingAt, market.instrument.fundingIntervalHours);
    market.nextFundingAt = market.ownFundingAt;
  }
}

export function settleFunding(core: Core, market: Market, rate: Rate): void {
  const { symbol } = market.instrument;
  const mark = markOf(market);
  if (mark !== undefined) market.settlements.push({ at: core.now, rate, mark });
  if (market.settlements.length > SETTLEMENTS_MAX) market.settlements.shift();
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
  const account = accountOf(core, position.account);
  const missing = cash(-freeCash(core, account, 'isolated'));
  if (missing > 0n) bindMargin(account, position, asMoney(position.margin - minMoney(missing, position.margin)));
}
