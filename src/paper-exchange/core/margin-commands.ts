/**
 * Margin of isolated positions by hand, and the flag that lets it grow by itself.
 * Invariant: cash only moves between free and bound; a position keeps what it needs at the present mark.
 */
import { formatMoney, maxMoney, minMoney, notional, ZERO } from '../../domain/index.ts';
import { cash, freeCash, marginFor, unrealisedOf } from './margin.ts';
import { accepted, refuse } from './refuse.ts';
import { type Account, bindMargin, type Core, knownMark, marketOf, type Position, positionOf, touch } from './state.ts';
import type { AdjustMarginRequest, AutoMarginRequest, CommandResult, Refusal } from './types.ts';

export function adjustMargin(
  core: Core,
  account: Account,
  { symbol, positionSide, amount }: AdjustMarginRequest,
): CommandResult {
  const position = isolatedOf(core, account, { symbol, positionSide });
  if ('code' in position) return position;
  if (amount === 0n || cash(amount) !== amount) return refuse('amount-invalid', { amount: formatMoney(amount) });
  const free = amount > 0n ? freeCash(core, account, 'isolated') : removableFrom(core, position);
  const wanted = amount > 0n ? amount : -amount;
  if (wanted > free)
    return refuse(amount > 0n ? 'insufficient-margin' : 'margin-not-removable', {
      needed: formatMoney(cash(wanted)),
      available: formatMoney(maxMoney(free, ZERO)),
    });
  bindMargin(account, position, cash(position.margin + amount));
  position.updatedAt = core.now;
  touch(core, account, 'position', symbol);
  touch(core, account, 'balance', symbol);
  return accepted(symbol);
}

/** Margin, less loss, beyond what opening the position at the present mark would take. */
function removableFrom(core: Core, position: Position) {
  const { instrument } = marketOf(core, position.symbol);
  const mark = knownMark(marketOf(core, position.symbol));
  const needed = marginFor(notional(instrument, mark, position.size), position.leverage);
  return cash(position.margin + minMoney(unrealisedOf(instrument, position, mark), ZERO) - needed);
}

export function setAutoMargin(
  core: Core,
  account: Account,
  { symbol, positionSide, isOn }: AutoMarginRequest,
): CommandResult {
  const position = isolatedOf(core, account, { symbol, positionSide });
  if ('code' in position) return position;
  position.isAutoMargin = isOn;
  position.updatedAt = core.now;
  touch(core, account, 'position', symbol);
  return accepted(symbol);
}

function isolatedOf(
  core: Core,
  account: Account,
  { symbol, positionSide }: Pick<AutoMarginRequest, 'symbol' | 'positionSide'>,
): Position | Refusal {
  if (!core.markets.has(symbol)) return refuse('unknown-symbol', { symbol });
  const position = positionOf(core, account.name, symbol, positionSide);
  if (!position) return refuse('no-position', { symbol, positionSide });
  return position.marginMode === 'isolated' ? position : refuse('not-isolated', { symbol });
}
