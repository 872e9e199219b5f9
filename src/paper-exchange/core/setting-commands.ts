/**
 * What an account sets: leverage and margin mode of a symbol, position mode of the account.
 * Invariant: a mode changes only where nothing depends on it; a leverage only where the margin it asks for is there.
 */
import { asMoney, formatMoney } from '../../domain/index.ts';
import { freeCash, maintenanceOf, marginFor, positionMargin, unrealisedOf } from './margin.ts';
import { accepted, refuse } from './refuse.ts';
import {
  type Account,
  bindMargin,
  type Core,
  knownMark,
  type Market,
  type Position,
  settingOf,
  touch,
} from './state.ts';
import { pendingValueOf, tierOf, tierValueOf } from './tiers.ts';
import type { CommandResult, LeverageRequest, MarginModeRequest, PositionModeRequest } from './types.ts';

/**
 * Positions of the symbol are margined anew. Open orders keep what they hold: a fill that needs more takes it from the
 * free cash, or ends its order.
 */
export function setLeverage(core: Core, account: Account, { symbol, leverage }: LeverageRequest): CommandResult {
  const market = core.markets.get(symbol);
  if (!market) return refuse('unknown-symbol', { symbol });
  const { leverageMin, leverageMax } = market.instrument;
  if (!Number.isSafeInteger(leverage) || leverage < leverageMin || leverage > leverageMax) {
    return refuse('leverage-out-of-range', { leverage, leverageMin, leverageMax });
  }
  const before = settingOf(core, account, symbol);
  const held = core.positions.of(account.name).filter((position) => position.symbol === symbol);
  for (const positionSide of ['long', 'short'] as const) {
    const side = { account: account.name, symbol, marginMode: before.marginMode, positionSide };
    const value = asMoney(tierValueOf(core, side) + pendingValueOf(core, side));
    const leverageMaxOfTier = tierOf(market.instrument, value)?.leverageMax ?? leverageMax;
    if (leverage > leverageMaxOfTier)
      return refuse('leverage-over-tier', { leverage, leverageMax: leverageMaxOfTier, notional: formatMoney(value) });
  }
  if (held.length > 0 && !isCarried(core, account, { market, held, leverage }))
    return refuse('insufficient-margin', { leverage });
  account.settings.set(symbol, { ...before, leverage });
  for (const position of held) {
    position.leverage = leverage;
    if (position.marginMode === 'isolated') bindMargin(account, position, marginFor(position.cost, leverage));
    touch(core, account, 'position', symbol);
  }
  for (const order of core.orders.of(account.name)) if (order.symbol === symbol) order.leverage = leverage;
  touch(core, account, 'balance', symbol);
  return accepted(symbol);
}

/** Each symbol as far as its bounds go. A refusal names the symbol; those before it are set. */
export function setAllLeverage(core: Core, account: Account, leverage: number): CommandResult {
  for (const { instrument } of core.markets.values()) {
    const { symbol, leverageMin, leverageMax } = instrument;
    const bounded = Math.min(Math.max(leverage, leverageMin), leverageMax);
    const result = setLeverage(core, account, { symbol, leverage: bounded });
    if (!result.ok) return { ...result, details: { ...result.details, symbol } };
  }
  return accepted(account.name);
}

type Relevered = { readonly market: Market; readonly held: readonly Position[]; readonly leverage: number };

/** Free cash pays what more margin is needed, and no isolated position would be liquidated by having less. */
function isCarried(core: Core, account: Account, { market, held, leverage }: Relevered): boolean {
  const mark = knownMark(market);
  let more = 0n;
  for (const position of held) {
    const next =
      position.marginMode === 'isolated'
        ? marginFor(position.cost, leverage)
        : positionMargin(market.instrument, { ...position, leverage }, mark);
    more += next - positionMargin(market.instrument, position, mark);
    const equity = next + unrealisedOf(market.instrument, position, mark);
    if (position.marginMode === 'isolated' && equity <= maintenanceOf(core, position, mark)) return false;
  }
  return more <= 0n || asMoney(more) <= freeCash(core, account, held[0]?.marginMode ?? account.marginMode);
}

export function setMarginMode(core: Core, account: Account, { symbol, marginMode }: MarginModeRequest): CommandResult {
  if (!core.markets.has(symbol)) return refuse('unknown-symbol', { symbol });
  const before = settingOf(core, account, symbol);
  if (before.marginMode === marginMode) return accepted(symbol);
  const isUsed = (item: { symbol: string }): boolean => item.symbol === symbol;
  const [positions, orders, plans] = [
    core.positions.of(account.name).filter(isUsed).length,
    core.orders.of(account.name).filter(isUsed).length,
    core.plans.of(account.name).filter(isUsed).length,
  ];
  if (positions + orders + plans > 0) return refuse('margin-mode-locked', { symbol, positions, orders, plans });
  account.settings.set(symbol, { ...before, marginMode });
  touch(core, account, 'balance', symbol);
  return accepted(symbol);
}

export function setPositionMode(core: Core, account: Account, { positionMode }: PositionModeRequest): CommandResult {
  if (account.positionMode === positionMode) return accepted(account.name);
  const [positions, orders, plans] = [core.positions, core.orders, core.plans].map(
    (set) => set.of(account.name).length,
  );
  if (positions || orders || plans) return refuse('position-mode-locked', { positions, orders, plans });
  account.positionMode = positionMode;
  return accepted(account.name);
}
