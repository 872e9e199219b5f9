/**
 * What the exchange's own staff does: status of instruments, delisting, liquidation, funding, cash, accounts.
 * Invariant: cash that appears or goes is booked against the pool `outside`.
 */
import { asMoney, formatMoney, type Instrument, type InstrumentStatus, unreachable } from '../../domain/index.ts';
import { closeAtMark } from './closing-at-mark.ts';
import { nextFundingAfter } from './funding.ts';
import { bookBill } from './ledger.ts';
import { liquidateWhole } from './liquidation.ts';
import { cash, freeCash } from './margin.ts';
import { meetBook } from './matching.ts';
import { cancelOrder } from './order-store.ts';
import { endPlan } from './plan-store.ts';
import { accepted, refuse } from './refuse.ts';
import { settle } from './settle.ts';
import { accountOf, type Core, createAccount, createMarket, type Market, markOf } from './state.ts';
import { endTrigger } from './trigger-store.ts';
import type { AccountConfig, AdminCommand, CommandResult } from './types.ts';

type Of<Kind extends AdminCommand['kind']> = Extract<AdminCommand, { kind: Kind }>;

/** @throws InvalidInput when there is no such account. */
export function administer(core: Core, command: AdminCommand): CommandResult {
  if (command.kind === 'transfer') return transfer(core, command);
  if (command.kind === 'create-account') return addAccount(core, command.config);
  if (command.kind === 'list') return list(core, command.instrument);
  const market = core.markets.get(command.symbol);
  if (!market) return refuse('unknown-symbol', { symbol: command.symbol });
  switch (command.kind) {
    case 'set-status':
      return setStatus(core, market, command.status);
    case 'delist':
      return delist(core, market);
    case 'liquidate':
      return forceLiquidation(core, command);
    case 'set-funding-interval':
      return setFundingInterval(core, market, command.hours);
    default:
      return unreachable(command);
  }
}

function list(core: Core, instrument: Instrument): CommandResult {
  const { symbol } = instrument;
  if (!core.markets.has(symbol)) core.markets.set(symbol, createMarket(instrument));
  return accepted(symbol);
}

/** A market that was halted meets at once what has become of its prices meanwhile. */
function setStatus(core: Core, market: Market, status: InstrumentStatus): CommandResult {
  const { status: before, symbol } = market.instrument;
  market.instrument = { ...market.instrument, status };
  if (before === 'halted' && status !== 'halted') {
    if (market.book.isShown) meetBook(core, market);
    settle(core, market);
  }
  return accepted(symbol);
}

function delist(core: Core, market: Market): CommandResult {
  const { symbol } = market.instrument;
  if (core.positions.in(symbol).length > 0 && markOf(market) === undefined) return refuse('no-price', { symbol });
  for (const order of [...core.orders.in(symbol)]) cancelOrder(core, order, 'delisting');
  for (const trigger of [...core.triggers.in(symbol)]) endTrigger(core, trigger, 'canceled');
  for (const plan of [...core.plans.in(symbol)]) endPlan(core, plan, { status: 'canceled' });
  for (const position of [...core.positions.in(symbol)])
    closeAtMark(core, accountOf(core, position.account), { position, size: position.size, source: 'delisting' });
  return setStatus(core, market, 'halted');
}

function forceLiquidation(core: Core, { account: name, symbol, positionSide }: Of<'liquidate'>): CommandResult {
  const account = accountOf(core, name);
  const isWanted = (position: { symbol: string; positionSide: string }): boolean =>
    position.symbol === symbol && (positionSide === undefined || position.positionSide === positionSide);
  const find = () => core.positions.of(account.name).find(isWanted);
  let position = find();
  if (!position) return refuse('no-position', { symbol, positionSide });
  for (; position; position = find()) liquidateWhole(core, position);
  return accepted(symbol);
}

function setFundingInterval(core: Core, market: Market, hours: number): CommandResult {
  if (!Number.isSafeInteger(hours) || hours < 1 || 24 % hours !== 0)
    return refuse('funding-interval-invalid', { hours });
  market.instrument = { ...market.instrument, fundingIntervalHours: hours };
  market.ownFundingAt = nextFundingAfter(core.now, hours);
  market.nextFundingAt = market.ownFundingAt;
  return accepted(market.instrument.symbol);
}

function transfer(core: Core, { account: name, amount }: Of<'transfer'>): CommandResult {
  const account = accountOf(core, name);
  if (amount === 0n || cash(amount) !== amount) return refuse('amount-invalid', { amount: formatMoney(amount) });
  const free = freeCash(core, account, 'isolated');
  if (-amount > free)
    return refuse('insufficient-margin', { needed: formatMoney(asMoney(-amount)), available: formatMoney(free) });
  bookBill(core, account, { kind: 'transfer', symbol: '', amount });
  return accepted(name);
}

function addAccount(core: Core, config: AccountConfig): CommandResult {
  if (core.accounts.has(config.name)) return refuse('duplicate-account', { name: config.name });
  if (config.balance < 0n) return refuse('amount-invalid', { amount: formatMoney(config.balance) });
  core.accounts.set(config.name, createAccount(config));
  core.pools.outside = asMoney(core.pools.outside - config.balance);
  return accepted(config.name);
}
