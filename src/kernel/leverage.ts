/**
 * The leverage of a symbol, set by hand.
 * Invariant: what counts as set the venue has agreed to; a lost answer is asked for again, which does no harm; never beyond
 * the limits, and never so high that the stop of what is open would lie behind its liquidation.
 */
import {
  asMoney,
  type Command,
  type Details,
  formatMoney,
  formatPrice,
  formatRate,
  type Rate,
  type Refused,
  refused,
} from '../domain/index.ts';
import type { Reply } from './effects.ts';
import { availableOf } from './entries.ts';
import { type Position, positionKey, unrealizedProfit } from './portfolio/index.ts';
import { lossRoom } from './risk/index.ts';
import { configOf, instrumentOf, type KernelState, limitsOf, notice, reply, type Turn } from './state.ts';

type SetLeverage = Extract<Command, { kind: 'set-leverage' }>;

const RATE_ONE = 10n ** 10n;

/** @returns why not, or undefined: the answer comes with the venue's word. */
export function setLeverage(
  state: KernelState,
  turn: Turn,
  { symbol, leverage }: SetLeverage,
  requestId: string,
): Refused | undefined {
  const refusal = objectionTo(state, symbol, leverage);
  if (refusal) return refusal;
  if (state.leverageWishes.has(symbol)) return refused('leverage-under-way', { symbol });
  state.leverageWishes.set(symbol, { leverage, requestId, isUnknown: false });
  send(state, turn, symbol, leverage);
  return undefined;
}

/** The venue has agreed: what is open in the symbol is margined anew. */
export function onLeverageSet(state: KernelState, turn: Turn, set: { symbol: string; leverage: number }): void {
  const { symbol, leverage } = set;
  const held = heldIn(state, symbol);
  for (const { positionSide } of held) {
    const guard = state.guards.get(positionKey(symbol, positionSide));
    if (guard) guard.leverage = leverage;
  }
  state.leverages.set(symbol, leverage);
  notice(turn, 'info', 'leverage-set', { symbol, leverage, positions: held.length });
  settle(state, turn, symbol, { ok: true, details: { symbol, leverage, positions: held.length } });
}

export function onLeverageFailed(
  state: KernelState,
  turn: Turn,
  { symbol, code, details }: { symbol: string; code: string; details: Details },
): void {
  const wish = state.leverageWishes.get(symbol);
  if (!wish) return;
  if (code === 'unknown') wish.isUnknown = true;
  else settle(state, turn, symbol, refused('venue', { ...details, code }));
}

/** After a comparison with the venue, which is there again: what it may not have heard is said again, if it still may be. */
export function askLeverageAgain(state: KernelState, turn: Turn): void {
  for (const [symbol, wish] of state.leverageWishes) {
    if (!wish.isUnknown) continue;
    const refusal = objectionTo(state, symbol, wish.leverage);
    if (refusal) {
      settle(state, turn, symbol, refusal);
      continue;
    }
    wish.isUnknown = false;
    send(state, turn, symbol, wish.leverage);
  }
}

/** What was under way when the run before ended may or may not have arrived. */
export function forgetLeverageAnswers(state: KernelState): void {
  for (const wish of state.leverageWishes.values()) wish.isUnknown = true;
}

function send(state: KernelState, turn: Turn, symbol: string, leverage: number): void {
  turn.effects.push({ type: 'set-leverage', symbol, leverage, marginMode: configOf(state).marginMode });
}

function settle(state: KernelState, turn: Turn, symbol: string, answer: Reply): void {
  const wish = state.leverageWishes.get(symbol);
  if (!wish) return;
  state.leverageWishes.delete(symbol);
  reply(state, turn, wish.requestId, answer);
}

const heldIn = (state: Readonly<KernelState>, symbol: string): Position[] =>
  [...state.portfolio.positions()].filter((position) => position.symbol === symbol);

function objectionTo(state: KernelState, symbol: string, leverage: number): Refused | undefined {
  if (!state.markets.has(symbol)) return refused('unknown-symbol', { symbol });
  const instrument = instrumentOf(state, symbol);
  const { leverageMin: minimum } = instrument;
  const limit = Math.min(limitsOf(state).leverageMax, instrument.leverageMax);
  if (!Number.isInteger(leverage) || leverage < minimum || leverage > limit)
    return refused('max-leverage', { minimum, limit, wanted: leverage });
  // An entry sets its own before it is placed: which of the two came last could not be told.
  const entry = state.orders.find(symbol, 'open');
  if (entry) return refused('entry-under-way', { symbol, clientOid: entry.request.clientOid });
  const held = heldIn(state, symbol);
  return (
    held.map((position) => liquidationOf(state, position, leverage)).find(Boolean) ?? marginOf(state, held, leverage)
  );
}

function liquidationOf(state: KernelState, position: Position, leverage: number): Refused | undefined {
  const { symbol, positionSide } = position;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (!guard || configOf(state).marginMode === 'crossed') return undefined;
  const instrument = instrumentOf(state, symbol);
  const lost = -unrealizedProfit(position, instrument, guard.stopLoss);
  const distance = lost <= 0n ? 0n : (lost * RATE_ONE) / position.cost;
  const limit = lossRoom(instrument, leverage);
  if (distance < limit) return undefined;
  return refused('liquidation-distance', {
    positionSide,
    stopLoss: formatPrice(instrument, guard.stopLoss),
    distance: formatRate(distance as Rate),
    limit: formatRate(limit as Rate),
    leverage,
  });
}

/** A lower leverage binds more margin, which has to be free. */
function marginOf(state: KernelState, held: readonly Position[], leverage: number): Refused | undefined {
  let more = 0n;
  for (const { symbol, positionSide, cost } of held) {
    const now = state.guards.get(positionKey(symbol, positionSide))?.leverage ?? 1;
    more += cost / BigInt(leverage) - cost / BigInt(now);
  }
  const available = availableOf(state);
  if (more <= 0n || more <= available) return undefined;
  return refused('available-margin', { available: formatMoney(available), needed: formatMoney(asMoney(more)) });
}
