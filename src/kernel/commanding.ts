/**
 * Carries out what a person asks. Invariant: a repeated requestId gets the first answer and does nothing.
 */
import { type Command, formatPrice, refused, unreachable } from '../domain/index.ts';
import { amendOrder, dropAmendment } from './amending.ts';
import { cancelEntries } from './cancel-entries.ts';
import { closePosition } from './closing.ts';
import type { Reply } from './effects.ts';
import { type EntryProposal, propose } from './entries.ts';
import { addSymbol, removeSymbol } from './following.ts';
import { moveStop } from './guarding.ts';
import { defaultStop } from './guards.ts';
import { setLeverage } from './leverage.ts';
import { loosenLimits, tightenLimits } from './limits.ts';
import { positionKey } from './portfolio/index.ts';
import { configOf, instrumentOf, type KernelState, notice, priceOf, type Turn } from './state.ts';

/** Answers that are remembered. */
const REPLIES_MAX = 1_000;

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export function onCommand(state: KernelState, turn: Turn, asked: { requestId: string; command: Command }): void {
  const { requestId, command } = asked;
  if (state.replies.has(requestId)) {
    const first = state.replies.get(requestId);
    if (first) turn.effects.push({ type: 'reply', requestId, reply: first });
    // The run that asked the venue about it has ended without an answer: to ask again changes nothing.
    if (first || command.kind !== 'add-symbol') return;
  }
  state.replies.set(requestId, undefined);
  if (state.replies.size > REPLIES_MAX) {
    const [oldest] = state.replies.keys();
    if (oldest !== undefined) state.replies.delete(oldest);
  }
  const reply = carryOut(state, turn, command, requestId);
  if (!reply) return;
  state.replies.set(requestId, reply);
  turn.effects.push({ type: 'reply', requestId, reply });
}

/** The answer, or undefined when it comes with the venue's word on an order. */
function carryOut(state: KernelState, turn: Turn, command: Command, requestId: string): Reply | undefined {
  switch (command.kind) {
    case 'open-position':
      return openPosition(state, turn, command, requestId);
    case 'close-position':
      return closeByHand(state, turn, command, requestId);
    case 'cancel-order':
      return cancelByHand(state, turn, command);
    case 'cancel-all':
      return cancelAll(state, turn, command);
    case 'amend-order':
      return amendOrder(state, turn, command, requestId);
    case 'switch-strategy':
      return switchStrategy(state, turn, command);
    case 'add-symbol':
      return addSymbol(state, turn, command, requestId);
    case 'remove-symbol':
      return removeSymbol(state, turn, command);
    case 'set-leverage':
      return setLeverage(state, turn, command, requestId);
    case 'move-stop':
      return moveStopByHand(state, turn, command);
    case 'tighten-limits':
      return tightenLimits(state, turn, command);
    case 'loosen-limits':
      return loosenLimits(state, turn, command);
    case 'clear-alerts':
      return { ok: true, details: {} };
    case 'reconcile':
      state.reconcileWishes.set(requestId, turn.at);
      turn.effects.push({ type: 'reconcile', reason: 'asked for by hand' });
      return undefined;
    case 'pause':
    case 'resume':
      state.isPaused = command.kind === 'pause';
      if (command.kind === 'resume') state.isKilled = false;
      notice(turn, 'warning', command.kind === 'pause' ? 'paused' : 'resumed', {});
      return { ok: true, details: { isPaused: state.isPaused } };
    case 'kill':
      return kill(state, turn);
    default:
      return unreachable(command);
  }
}

function openPosition(
  state: KernelState,
  turn: Turn,
  command: Of<'open-position'>,
  requestId: string,
): Reply | undefined {
  const { symbol, positionSide } = command;
  if (!state.markets.has(symbol)) return refused('unknown-symbol', { symbol });
  const price = command.price ?? priceOf(state, symbol);
  if (price === undefined) return refused('no-price', { symbol });
  const stopLoss = command.stopLoss ?? defaultStop(state, positionSide, price);
  const plan = { owner: 'manual', reason: 'manual order', stopLoss, takeProfits: [] };
  // Field by field: the journal leaves out what is undefined, and an effect has to be the same text in a replay.
  const proposal: EntryProposal = {
    symbol,
    positionSide,
    type: command.type,
    price: command.price,
    size: command.size,
    timeInForce: command.timeInForce,
    marginMode: command.marginMode,
    leverage: command.leverage,
    stopLoss,
    takeProfit: command.takeProfit,
  };
  return propose(state, turn, { proposal, price, plan, requestId });
}

function closeByHand(
  state: KernelState,
  turn: Turn,
  command: Of<'close-position'>,
  requestId: string,
): Reply | undefined {
  const { symbol, positionSide, size } = command;
  const position = state.portfolio.position(symbol, positionSide);
  if (!position) return refused('no-position', { symbol, positionSide });
  if (size !== undefined && size <= 0) return refused('size-limits', { symbol, positionSide, wanted: size });
  const clientOid = closePosition(state, turn, { position, size, reason: 'asked for by hand', requestId });
  return clientOid === undefined ? refused('close-under-way', { symbol, positionSide }) : undefined;
}

function moveStopByHand(state: KernelState, turn: Turn, command: Of<'move-stop'>): Reply {
  const { symbol, positionSide, stopLoss } = command;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (!guard || !state.portfolio.position(symbol, positionSide))
    return refused('no-position', { symbol, positionSide });
  const shown = { symbol, positionSide, stopLoss: formatPrice(instrumentOf(state, symbol), stopLoss) };
  const stands = formatPrice(instrumentOf(state, symbol), guard.stopLoss);
  moveStop(state, turn, guard, stopLoss);
  if (guard.stopLoss !== stopLoss) return refused('stop-only-tightens', { ...shown, stands });
  return { ok: true, details: { ...shown, before: stands } };
}

function cancelByHand(state: KernelState, turn: Turn, command: Of<'cancel-order'>): Reply {
  const order = state.orders.get(command.clientOid);
  if (!order) return refused('order-not-found', { clientOid: command.clientOid });
  const { symbol, clientOid } = order.request;
  dropAmendment(state, turn, clientOid, 'order-canceled');
  turn.effects.push({ type: 'cancel-order', symbol, clientOid });
  return { ok: true, details: { clientOid, status: order.status } };
}

function cancelAll(state: KernelState, turn: Turn, { symbol }: Of<'cancel-all'>): Reply {
  if (symbol !== undefined && !state.markets.has(symbol)) return refused('unknown-symbol', { symbol });
  return { ok: true, details: { canceled: cancelEntries(state, turn, symbol) } };
}

function switchStrategy(state: KernelState, turn: Turn, { name, isOn }: Of<'switch-strategy'>): Reply {
  const known = configOf(state).strategies.map((strategy) => strategy.name);
  if (!known.includes(name)) return refused('unknown-strategy', { name, known: known.join(', ') });
  const isChange = state.strategiesOff.has(name) === isOn;
  if (isOn) state.strategiesOff.delete(name);
  else state.strategiesOff.add(name);
  if (isChange) notice(turn, 'warning', isOn ? 'strategy-on' : 'strategy-off', { strategy: name });
  return { ok: true, details: { name, isOn } };
}

function kill(state: KernelState, turn: Turn): Reply {
  state.isPaused = true;
  state.isKilled = true;
  const canceled = cancelEntries(state, turn);
  let closed = 0;
  for (const position of [...state.portfolio.positions()]) {
    if (closePosition(state, turn, { position, reason: 'kill switch' })) closed += 1;
  }
  notice(turn, 'critical', 'kill-switch', { canceled, closed });
  return { ok: true, details: { isPaused: true, canceled, closed } };
}
