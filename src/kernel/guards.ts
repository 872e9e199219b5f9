/**
 * The guard of a position: which one a fill belongs to, and what stop and targets a new one begins with.
 * Invariant: a position that has a fill has a guard, and every guard names a stop.
 */
import { direction, type Fill, lots, type PositionSide, RATE_DECIMALS, type Ticks, ticks } from '../domain/index.ts';
import type { Guard } from './orders/index.ts';
import { entryTicks, type Position, positionKey } from './portfolio/index.ts';
import { configOf, guardAlarm, instrumentOf, type KernelState, type Turn } from './state.ts';
import { cancelTargets } from './targets.ts';

/** How long the venue may take to report the stop that came with an entry before it is asked. */
export const GRACE_MS = 5_000;

/** Counts an opening fill into the guard of its position, which the first one makes. */
export function guardFill(state: KernelState, turn: Turn, fill: Fill): void {
  const guard = guardOf(state, fill) ?? createGuard(state, turn, fill);
  if (guard.entryOid !== fill.clientOid) growGuard(state, guard, fill);
  guard.opened = lots(guard.opened + fill.size);
  turn.effects.push({ type: 'set-alarm', name: guardAlarm(fill.symbol, fill.positionSide), at: turn.at + GRACE_MS });
}

/** The guard that the fill belongs to; not one that the last trade has left behind. */
function guardOf(state: KernelState, { symbol, positionSide, clientOid, size }: Fill): Guard | undefined {
  const guard = state.guards.get(positionKey(symbol, positionSide));
  const wasFlat = state.portfolio.position(symbol, positionSide)?.size === size;
  return wasFlat && guard?.entryOid !== clientOid ? undefined : guard;
}

/** The first fill of an addition: its targets are due when it has ended, for the whole position. */
function growGuard(state: KernelState, guard: Guard, { clientOid, at }: Fill): void {
  const plan = state.orders.get(clientOid)?.plan;
  if (plan?.isAddition === undefined) return;
  guard.entryOid = clientOid;
  guard.opened = lots(0);
  guard.takeProfits = plan.takeProfits;
  guard.isLadderPlaced = false;
  guard.additions = (guard.additions ?? 0) + 1;
  guard.addedAt = at;
}

function createGuard(state: KernelState, turn: Turn, fill: Fill): Guard {
  const order = state.orders.get(fill.clientOid);
  const { symbol, positionSide } = fill;
  // Targets of a trade before this one would close this one at the old price; its own are not placed yet.
  cancelTargets(turn, fill, { triggers: state.triggers.openOf(symbol, positionSide), but: [] });
  const guard: Guard = {
    symbol,
    positionSide,
    owner: order?.plan?.owner ?? 'unknown',
    entryOid: fill.clientOid,
    leverage: order?.request.leverage ?? 1,
    stopLoss: order?.plan?.stopLoss ?? defaultStop(state, positionSide, fill.price),
    takeProfits: order?.plan?.takeProfits ?? [],
    opened: lots(0),
    isLadderPlaced: false,
  };
  state.guards.set(positionKey(symbol, positionSide), guard);
  return guard;
}

/** A guard for a position that was not opened here. */
export function guardAdopted(state: KernelState, position: Position, leverage: number): void {
  const { symbol, positionSide, size } = position;
  const entry = ticks(Math.round(entryTicks(position, instrumentOf(state, symbol))));
  const guard: Guard = {
    symbol,
    positionSide,
    owner: 'unknown',
    entryOid: '',
    leverage,
    opened: size,
    takeProfits: [],
    isLadderPlaced: true,
    stopLoss: defaultStop(state, positionSide, entry),
  };
  state.guards.set(positionKey(symbol, positionSide), guard);
}

/** The stop of an entry that names none: the session's default distance from `price`, away from profit. */
export function defaultStop(state: KernelState, positionSide: PositionSide, price: Ticks): Ticks {
  const distance = (BigInt(price) * configOf(state).risk.defaultStopDistance) / 10n ** BigInt(RATE_DECIMALS);
  return ticks(Math.max(1, price - direction(positionSide) * Math.max(1, Number(distance))));
}
