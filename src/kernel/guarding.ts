/**
 * Brings the exchange's stops and targets to what each position needs, and closes what cannot be protected.
 * Invariant: a stop that is missing for certain is sent again in the same turn; one that may be there is asked about first.
 */
import {
  direction,
  type Fill,
  formatPrice,
  formatSize,
  type Instrument,
  isTerminal,
  type Lots,
  lots,
  type PositionSide,
  RATE_DECIMALS,
  type Ticks,
  type TriggerRequest,
  ticks,
} from '../domain/index.ts';
import { type DeskTrigger, type Guard, isPast, isTighter, ladderSizes, stopCoverage } from './orders/index.ts';
import { entryTicks, type Position, positionKey } from './portfolio/index.ts';
import { approveClose } from './risk/index.ts';
import {
  configOf,
  guardAlarm,
  instrumentOf,
  type KernelState,
  nextClientOid,
  notice,
  priceOf,
  type Turn,
} from './state.ts';

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

/** Cancels the live targets of our own making, but those named. */
function cancelTargets(
  turn: Turn,
  { symbol }: Pick<Guard, 'symbol'>,
  { triggers, but }: { triggers: readonly DeskTrigger[]; but: readonly string[] },
): void {
  for (const { request, triggerId, status } of triggers) {
    const { kind, clientOid } = request;
    if (kind !== 'take-profit' || clientOid === '' || status !== 'live' || but.includes(clientOid)) continue;
    turn.effects.push({ type: 'cancel-trigger', symbol, triggerId, clientOid });
  }
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

/**
 * Compares and repairs. `isCertain`: what we know of the venue's triggers is the whole truth of this moment
 * (after a reconcile); else a stop that seems to be missing may still be on its way.
 */
export function protect(state: KernelState, turn: Turn, guard: Guard, isCertain: boolean): void {
  const position = state.portfolio.position(guard.symbol, guard.positionSide);
  if (!position) {
    release(state, turn, guard, isCertain);
    return;
  }
  const triggers = state.triggers.openOf(guard.symbol, guard.positionSide);
  const coverage = stopCoverage(triggers, position.size);
  if (coverage === 'open' && isCertain) placeStop(state, turn, guard);
  if (isCertain) straightenStops(turn, guard, { triggers, size: position.size });
  if (isCertain && guard.targetOids) cancelTargets(turn, guard, { triggers, but: guard.targetOids });
  // After an addition the old targets may be firing this very moment: the alarm, or a reconcile, finds them settled.
  if (isCertain || !guard.additions) placeDueLadder(state, turn, guard, position.size);
}

/** The alarm some seconds after a fill: by now the venue must have reported a stop, or is asked. */
export function onGuardAlarm(state: KernelState, turn: Turn, guard: Guard): void {
  const position = state.portfolio.position(guard.symbol, guard.positionSide);
  if (!position) {
    release(state, turn, guard, true);
    return;
  }
  const triggers = state.triggers.openOf(guard.symbol, guard.positionSide);
  const coverage = stopCoverage(triggers, position.size);
  // A preset that was on its way while the stop was moved came to stand where the stop was meant to be before.
  if (coverage === 'covered') straightenStops(turn, guard, { triggers, size: position.size });
  if (guard.additions) placeDueLadder(state, turn, guard, position.size);
  if (coverage === 'open')
    turn.effects.push({ type: 'reconcile', reason: `no stop is known for ${guard.symbol} ${guard.positionSide}` });
  if (coverage === 'under-way' || (guard.additions && !guard.isLadderPlaced)) {
    turn.effects.push({
      type: 'set-alarm',
      name: guardAlarm(guard.symbol, guard.positionSide),
      at: turn.at + GRACE_MS,
    });
  }
}

export function moveStop(state: KernelState, turn: Turn, guard: Guard, stopLoss: Ticks): void {
  if (!isTighter(guard.positionSide, guard.stopLoss, stopLoss)) return;
  const price = priceOf(state, guard.symbol);
  if (price === undefined || isPast('stop-loss', guard.positionSide, stopLoss, price)) return;
  guard.stopLoss = stopLoss;
  const size = state.portfolio.position(guard.symbol, guard.positionSide)?.size ?? lots(0);
  straightenStops(turn, guard, { triggers: state.triggers.openOf(guard.symbol, guard.positionSide), size });
}

/** Closes `size` (all of it when undefined) at market, unless a close is already under way. */
export function closePosition(
  state: KernelState,
  turn: Turn,
  close: { position: Position; size?: Lots | undefined; reason: string; requestId?: string },
): string | undefined {
  const { symbol, positionSide, size: open } = close.position;
  if (state.orders.find(symbol, 'close', positionSide)) return undefined;
  const order = approveClose({
    clientOid: nextClientOid(state, 'exit'),
    symbol,
    intent: 'close',
    positionSide,
    type: 'market',
    price: undefined,
    size: lots(Math.min(close.size ?? open, open)),
    timeInForce: 'ioc',
    marginMode: configOf(state).marginMode,
    leverage: 1,
    stopLoss: undefined,
    takeProfit: undefined,
  });
  state.orders.add({ request: order, plan: undefined, requestId: close.requestId }, turn.at);
  turn.effects.push({ type: 'submit-order', order });
  const size = formatSize(instrumentOf(state, symbol), order.size);
  notice(turn, 'info', 'exit-sent', { symbol, positionSide, size, reason: close.reason, clientOid: order.clientOid });
  return order.clientOid;
}

/** No position: the guard goes as soon as no entry can revive it, and what was left of its triggers is canceled. */
function release(state: KernelState, turn: Turn, guard: Guard, isCertain: boolean): void {
  const { symbol, positionSide } = guard;
  const left = state.triggers.openOf(symbol, positionSide);
  if (isCertain) {
    for (const { request, triggerId, status } of left) {
      if (status !== 'live') continue;
      turn.effects.push({ type: 'cancel-trigger', symbol, triggerId, clientOid: request.clientOid });
    }
  } else if (left.length > 0) {
    turn.effects.push({ type: 'set-alarm', name: guardAlarm(symbol, positionSide), at: turn.at + GRACE_MS });
    return;
  }
  if (!state.orders.find(symbol, 'open', positionSide)) state.guards.delete(positionKey(symbol, positionSide));
}

function placeStop(state: KernelState, turn: Turn, guard: Guard): void {
  const { symbol, positionSide, stopLoss } = guard;
  const instrument = instrumentOf(state, symbol);
  const price = priceOf(state, symbol);
  notice(turn, 'critical', 'stop-missing', { symbol, positionSide, stopLoss: formatPrice(instrument, stopLoss) });
  const position = state.portfolio.position(symbol, positionSide);
  if (position && price !== undefined && isPast('stop-loss', positionSide, stopLoss, price)) {
    closePosition(state, turn, { position, reason: 'the price is beyond the stop' });
    return;
  }
  send(state, turn, {
    clientOid: nextClientOid(state, 'stop'),
    symbol,
    positionSide,
    kind: 'stop-loss',
    triggerPrice: stopLoss,
    triggerBy: 'mark',
    size: undefined,
  });
}

/** Moves live stops that stand elsewhere than they should. */
function straightenStops(turn: Turn, guard: Guard, covered: { triggers: readonly DeskTrigger[]; size: Lots }): void {
  const { symbol, stopLoss } = guard;
  for (const { request, triggerId, status } of covered.triggers) {
    if (request.kind !== 'stop-loss' || status !== 'live' || request.triggerPrice === stopLoss) continue;
    const size = request.size === undefined ? undefined : lots(Math.min(request.size, covered.size));
    turn.effects.push({
      type: 'move-trigger',
      symbol,
      triggerId,
      clientOid: request.clientOid,
      triggerPrice: stopLoss,
      size,
    });
  }
}

function isEntryComplete(state: KernelState, guard: Guard): boolean {
  const entry = state.orders.get(guard.entryOid);
  return !entry || (isTerminal(entry.status) && guard.opened >= entry.filled);
}

function placeDueLadder(state: KernelState, turn: Turn, guard: Guard, size: Lots): void {
  if (guard.isLadderPlaced || !isEntryComplete(state, guard)) return;
  guard.isLadderPlaced = true;
  const { symbol, positionSide, takeProfits } = guard;
  if (guard.additions) cancelTargets(turn, guard, { triggers: state.triggers.openOf(symbol, positionSide), but: [] });
  const targetOids: string[] = [];
  const instrument: Instrument = instrumentOf(state, symbol);
  ladderSizes(size, takeProfits, instrument).forEach((rung, index) => {
    const price = takeProfits[index]?.price;
    if (rung === 0 || price === undefined) return;
    const clientOid = nextClientOid(state, 'target');
    targetOids.push(clientOid);
    const target = { triggerPrice: price, triggerBy: 'mark', size: rung } as const;
    send(state, turn, { clientOid, symbol, positionSide, kind: 'take-profit', ...target });
  });
  if (guard.additions) guard.targetOids = targetOids;
}

function send(state: KernelState, turn: Turn, trigger: TriggerRequest): void {
  state.triggers.add(trigger, turn.at);
  turn.effects.push({ type: 'place-trigger', trigger });
}
