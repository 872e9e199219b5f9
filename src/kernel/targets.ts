/**
 * The targets of a position: placed when its entry has ended, canceled when they belong to what was before.
 * Invariant: a position has the targets of one entry at a time; a person's own triggers are left alone.
 */
import { type Instrument, isTerminal, type Lots, type TriggerRequest } from '../domain/index.ts';
import { type DeskTrigger, type Guard, ladderSizes } from './orders/index.ts';
import { instrumentOf, type KernelState, nextClientOid, type Turn } from './state.ts';

/** The targets of the guard, each for its share of `size`, as soon as the entry has ended. */
export function placeDueLadder(state: KernelState, turn: Turn, guard: Guard, size: Lots): void {
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
    sendTrigger(state, turn, { clientOid, symbol, positionSide, kind: 'take-profit', ...target });
  });
  if (guard.additions) guard.targetOids = targetOids;
}

function isEntryComplete(state: KernelState, guard: Guard): boolean {
  const entry = state.orders.get(guard.entryOid);
  return !entry || (isTerminal(entry.status) && guard.opened >= entry.filled);
}

/** Cancels the live targets of our own making, but those named. */
export function cancelTargets(
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

/** Asks the venue for a stop or a target. */
export function sendTrigger(state: KernelState, turn: Turn, trigger: TriggerRequest): void {
  state.triggers.add(trigger, turn.at);
  turn.effects.push({ type: 'place-trigger', trigger });
}
