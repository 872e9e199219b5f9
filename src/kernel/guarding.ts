/**
 * Brings the exchange's stops and targets to what each position needs, and closes what cannot be protected.
 * Invariant: a stop that is missing for certain is sent again in the same turn; one that may be there is asked about first.
 */
import { formatPrice, type Lots, lots, type Ticks } from '../domain/index.ts';
import { closePosition } from './closing.ts';
import { GRACE_MS } from './guards.ts';
import { type DeskTrigger, type Guard, isPast, isTighter, stopCoverage } from './orders/index.ts';
import { positionKey } from './portfolio/index.ts';
import { guardAlarm, instrumentOf, type KernelState, nextClientOid, notice, priceOf, type Turn } from './state.ts';
import { cancelTargets, placeDueLadder, sendTrigger } from './targets.ts';

const BEYOND_STOP = 'the price is beyond the stop';

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
  if (isCertain) straightenStops(state, turn, guard, { triggers, size: position.size });
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
  if (coverage === 'covered') straightenStops(state, turn, guard, { triggers, size: position.size });
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
  straightenStops(state, turn, guard, { triggers: state.triggers.openOf(guard.symbol, guard.positionSide), size });
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
    closePosition(state, turn, { position, reason: BEYOND_STOP });
    return;
  }
  sendTrigger(state, turn, {
    clientOid: nextClientOid(state, 'stop'),
    symbol,
    positionSide,
    kind: 'stop-loss',
    triggerPrice: stopLoss,
    triggerBy: 'mark',
    size: undefined,
  });
}

/** Moves live stops that stand elsewhere than they should; where the price is there already, the position is closed. */
function straightenStops(
  state: KernelState,
  turn: Turn,
  guard: Guard,
  covered: { triggers: readonly DeskTrigger[]; size: Lots },
): void {
  const { symbol, positionSide, stopLoss } = guard;
  const astray = covered.triggers.filter(
    ({ request, status }) => request.kind === 'stop-loss' && status === 'live' && request.triggerPrice !== stopLoss,
  );
  if (astray.length === 0) return;
  const position = state.portfolio.position(symbol, positionSide);
  const price = priceOf(state, symbol);
  if (position && price !== undefined && isPast('stop-loss', positionSide, stopLoss, price)) {
    closePosition(state, turn, { position, reason: BEYOND_STOP });
    return;
  }
  for (const { request, triggerId } of astray) {
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
