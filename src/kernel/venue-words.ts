/**
 * Folds what the venue says of orders, fills, triggers and cash.
 * Invariant: hearing a word twice changes nothing the second time, and sends nothing.
 */
import {
  type Bill,
  type Details,
  type Fill,
  formatMoney,
  formatPrice,
  formatSize,
  isTerminal,
  type OrderReport,
  refused,
  type TriggerReport,
} from '../domain/index.ts';
import { settleAmendment } from './amending.ts';
import { closePosition } from './closing.ts';
import { countRefusal } from './entries.ts';
import { askAfterTrade } from './following.ts';
import { protect } from './guarding.ts';
import { GRACE_MS, guardFill } from './guards.ts';
import { type DeskOrder, stopCoverage } from './orders/index.ts';
import { type ClosedTrade, positionKey } from './portfolio/index.ts';
import { equityOf, guardAlarm, instrumentOf, type KernelState, limitsOf, notice, type Turn } from './state.ts';
import { noteTrade } from './traders.ts';

export function onOrder(state: KernelState, turn: Turn, report: OrderReport): void {
  if (report.status === 'rejected') {
    const { clientOid, status: code } = report;
    return onOrderRejected(state, turn, { clientOid, code, message: 'the exchange reports the order as rejected' });
  }
  const order = state.orders.applyReport(report, turn.at);
  if (!order) return;
  answer(state, turn, order);
  settleAmendment(state, turn, order);
  reviewGuard(state, turn, order);
}

export function onOrderRejected(
  state: KernelState,
  turn: Turn,
  word: { clientOid: string; code: string; message: string },
): void {
  const { clientOid, code, message } = word;
  const order = state.orders.setStatus(clientOid, 'rejected', turn.at);
  if (!order) return;
  const { symbol, positionSide, intent } = order.request;
  if (intent === 'open') countRefusal(state, `exchange-${code}`);
  notice(turn, intent === 'close' ? 'critical' : 'warning', 'order-rejected', {
    clientOid,
    symbol,
    positionSide,
    intent,
    code,
    message,
  });
  answer(state, turn, order, { code, message });
  if (intent === 'close') askAgain(turn);
}

/** The venue, asked by clientOid, has never heard of it. */
export function onAbsent(state: KernelState, turn: Turn, clientOid: string): void {
  const order = state.orders.setStatus(clientOid, 'absent', turn.at);
  if (order) {
    notice(turn, 'warning', 'order-absent', { clientOid, symbol: order.request.symbol });
    settleAmendment(state, turn, order);
    answer(state, turn, order, { code: 'absent', message: 'the order never reached the exchange' });
    reviewGuard(state, turn, order);
    if (order.request.intent === 'close') askAgain(turn);
    return;
  }
  const trigger = state.triggers.setStatus(clientOid, 'absent', turn.at);
  if (!trigger) return;
  const { symbol, positionSide } = trigger.request;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (guard) protect(state, turn, guard, true);
}

export function onOutcomeUnknown(state: KernelState, turn: Turn, word: { clientOid: string; reason: string }): void {
  const { clientOid, reason } = word;
  const order = state.orders.setStatus(clientOid, 'unknown', turn.at);
  const request = order?.request ?? state.triggers.setStatus(clientOid, 'unknown', turn.at)?.request;
  if (!request) return;
  const { symbol } = request;
  notice(turn, 'warning', 'outcome-unknown', { clientOid, symbol, reason });
  turn.effects.push({ type: order ? 'ask-order' : 'ask-trigger', symbol, clientOid });
}

/**
 * A fill as it was pushed. Before the books are open it is in the balance that they will be opened with. One that closes
 * more than is known to be open has overtaken what opened it, which a cut may have lost: the venue lists both.
 */
export function onFillHeard(state: KernelState, turn: Turn, fill: Fill): void {
  const { tradeId, symbol, positionSide, intent, size } = fill;
  const { portfolio, markets, earlyFills } = state;
  if (portfolio.ledger.state.opening === undefined) return;
  const open = portfolio.position(symbol, positionSide)?.size ?? 0;
  const isEarly = intent === 'close' && size > open && markets.has(symbol) && !portfolio.ledger.hasFill(fill);
  if (!isEarly) return onFill(state, turn, fill);
  if (earlyFills.has(tradeId)) return;
  earlyFills.add(tradeId);
  turn.effects.push({ type: 'reconcile', reason: `more of ${symbol} ${positionSide} is closed than is known` });
}

/** A fill whose forerunners are all known. */
export function onFill(state: KernelState, turn: Turn, fill: Fill): void {
  if (!state.markets.has(fill.symbol)) return onForeignFill(state, turn, fill);
  const instrument = instrumentOf(state, fill.symbol);
  const { isNew, closed } = state.portfolio.applyFill(fill, instrument);
  if (!isNew) return;
  state.earlyFills.delete(fill.tradeId);
  const order = state.orders.applyFill(fill);
  if (fill.intent === 'open') guardFill(state, turn, fill);
  state.portfolio.trackDrawdown(equityOf(state));
  const { symbol, positionSide, intent, clientOid } = fill;
  notice(turn, 'info', 'fill', {
    symbol,
    positionSide,
    intent,
    clientOid,
    price: formatPrice(instrument, fill.price),
    size: formatSize(instrument, fill.size),
    fee: formatMoney(fill.fee),
    profit: formatMoney(fill.profit),
  });
  if (order) {
    answer(state, turn, order);
    settleAmendment(state, turn, order);
  }
  if (closed) onTradeClosed(state, turn, closed);
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (guard) protect(state, turn, guard, false);
  if (closed) askAfterTrade(state, turn, symbol);
  const position = state.isKilled ? state.portfolio.position(symbol, positionSide) : undefined;
  if (position) closePosition(state, turn, { position, reason: 'filled after the kill switch' });
}

/** A fill in a symbol that this session does not trade: its cash is booked, its position is somebody else's. */
function onForeignFill(state: KernelState, turn: Turn, fill: Fill): void {
  const { symbol, positionSide, intent, profit, fee } = fill;
  if (!state.portfolio.ledger.bookFill(fill)) return;
  notice(turn, 'warning', 'foreign-fill', {
    symbol,
    positionSide,
    intent,
    profit: formatMoney(profit),
    fee: formatMoney(fee),
  });
}

function onTradeClosed(state: KernelState, turn: Turn, closed: ClosedTrade): void {
  const { symbol, positionSide, net } = closed;
  noteTrade(state.traders, state.guards.get(positionKey(symbol, positionSide))?.owner ?? 'unknown', closed);
  notice(turn, 'info', 'trade-closed', { symbol, positionSide, net: formatMoney(net) });
  const risk = limitsOf(state);
  if (!state.breaker.onTrade(net, turn.at, risk)) return;
  notice(turn, 'critical', 'circuit-breaker', { losses: risk.lossesMax, until: turn.at + risk.cooldownMs });
}

export function onTrigger(state: KernelState, turn: Turn, report: TriggerReport): void {
  const trigger = state.triggers.applyReport(report, turn.at);
  if (!trigger) return;
  const { symbol, positionSide } = trigger.request;
  const position = state.portfolio.position(symbol, positionSide);
  if (trigger.status === 'live' || !position) return;
  // A stop that fired is followed by its fill; one that a person canceled is not, and has to be put back.
  if (stopCoverage(state.triggers.openOf(symbol, positionSide), position.size) !== 'open') return;
  turn.effects.push({ type: 'set-alarm', name: guardAlarm(symbol, positionSide), at: turn.at + GRACE_MS });
}

export function onTriggerRejected(
  state: KernelState,
  turn: Turn,
  word: { clientOid: string; code: string; message: string },
): void {
  const trigger = state.triggers.setStatus(word.clientOid, 'rejected', turn.at);
  if (!trigger) return;
  const { symbol, positionSide, kind } = trigger.request;
  const { clientOid, code, message } = word;
  notice(turn, kind === 'stop-loss' ? 'critical' : 'warning', 'trigger-rejected', {
    clientOid,
    symbol,
    positionSide,
    kind,
    code,
    message,
  });
  const position = state.portfolio.position(symbol, positionSide);
  if (kind !== 'stop-loss' || !position) return;
  if (stopCoverage(state.triggers.openOf(symbol, positionSide), position.size) !== 'open') return;
  if (code === 'not-sent')
    turn.effects.push({ type: 'set-alarm', name: guardAlarm(symbol, positionSide), at: turn.at + GRACE_MS });
  else closePosition(state, turn, { position, reason: 'the exchange refuses its stop' });
}

export function onBill(state: KernelState, turn: Turn, bill: Bill): void {
  if (!state.portfolio.applyBill(bill)) return;
  const { symbol, kind, amount } = bill;
  notice(turn, 'info', 'bill', { symbol, kind, amount: formatMoney(amount) });
}

/** A close that failed means that our picture of the position is wrong or that it stays open: ask, then decide again. */
function askAgain(turn: Turn): void {
  turn.effects.push({ type: 'set-alarm', name: 'reconcile', at: turn.at + GRACE_MS });
}

/** An entry that came to its end may make the targets due, or leave a guard without a position. */
function reviewGuard(state: KernelState, turn: Turn, order: DeskOrder): void {
  const { symbol, positionSide, intent } = order.request;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (guard && intent === 'open' && isTerminal(order.status)) protect(state, turn, guard, false);
}

/** Answers the command that asked for the order, as soon as the venue has said something definite. */
function answer(state: KernelState, turn: Turn, order: DeskOrder, refusal?: Details): void {
  const { requestId, status, orderId, request } = order;
  if (requestId === undefined || status === 'pending' || status === 'unknown') return;
  const { clientOid } = request;
  const reply = refusal ? refused('venue', refusal) : { ok: true as const, details: { clientOid, orderId, status } };
  state.replies.set(requestId, reply);
  state.orders.answered(clientOid);
  turn.effects.push({ type: 'reply', requestId, reply });
}
