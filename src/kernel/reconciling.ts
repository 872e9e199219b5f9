/**
 * Takes the whole truth of the venue at one moment and makes ours agree with it.
 * Invariant: afterwards every order is known or asked about, every fill is booked, and every position is guarded;
 * parts that do not fit each other prove nothing missing, and are asked for again.
 */
import {
  asMoney,
  type EventOf,
  formatMoney,
  formatSize,
  type Lots,
  type PositionReport,
  type VenueState,
} from '../domain/index.ts';
import { reviewReplacements } from './amending.ts';
import { reviewAmendments } from './amending-in-place.ts';
import { cancelLeftEntries } from './cancel-entries.ts';
import { closePosition } from './closing.ts';
import { leaveSymbols } from './following.ts';
import { protect } from './guarding.ts';
import { GRACE_MS, guardAdopted } from './guards.ts';
import { askLeverageAgain } from './leverage.ts';
import { adoptedPosition, positionKey } from './portfolio/index.ts';
import { configOf, instrumentOf, type KernelState, notice, reply, type Turn } from './state.ts';
import { onAbsent, onBill, onFill, onOrder } from './venue-words.ts';

export function onReconciled(state: KernelState, turn: Turn, event: EventOf<'reconciled'>): void {
  const { state: venue, askedAt } = event;
  const isFirst = state.portfolio.ledger.state.opening === undefined;
  if (isFirst)
    state.portfolio.open({ balance: venue.account.balance, fills: venue.fills, bills: venue.bills }, turn.at);
  for (const report of venue.triggers) state.triggers.applyReport(report, turn.at);
  if (venue.isConsistent) state.triggers.keepOnly(venue.triggers, turn.at);
  if (!isFirst) for (const fill of venue.fills) onFill(state, turn, fill);
  if (!isFirst) for (const bill of venue.bills) onBill(state, turn, bill);
  state.portfolio.ledger.completeFills(venue.fills);
  for (const report of venue.orders) {
    if (state.orders.get(report.clientOid)) onOrder(state, turn, report);
    else
      notice(turn, 'warning', 'foreign-order', {
        clientOid: report.clientOid,
        orderId: report.orderId,
        symbol: report.symbol,
      });
  }
  for (const clientOid of venue.absent) onAbsent(state, turn, clientOid);
  askAboutYoung(state, turn);
  if (venue.isConsistent) {
    state.orders.settleFinished();
    comparePositions(state, turn, venue.positions);
    compareCash(state, turn, venue);
  } else turn.effects.push({ type: 'set-alarm', name: 'reconcile', at: turn.at + GRACE_MS });
  for (const guard of [...state.guards.values()]) protect(state, turn, guard, venue.isConsistent);
  cancelLeftEntries(state, turn);
  if (state.isKilled)
    for (const position of [...state.portfolio.positions()])
      closePosition(state, turn, { position, reason: 'kill switch' });
  if (venue.isConsistent) leaveSymbols(state, turn);
  askLeverageAgain(state, turn);
  reviewAmendments(state, turn);
  if (venue.isConsistent) reviewReplacements(state, turn);
  state.reconciledAt = turn.at;
  if (venue.isConsistent) answerWaiting(state, turn, askedAt ?? turn.at);
}

/** Sent by the run before this one, and perhaps still on its way: nobody else asks for it. */
function askAboutYoung(state: KernelState, turn: Turn): void {
  if ([...state.orders.open()].some(({ status }) => status === 'pending' || status === 'unknown'))
    turn.effects.push({ type: 'set-alarm', name: 'reconcile', at: turn.at + GRACE_MS });
}

/** Those who asked before the venue was asked. */
function answerWaiting(state: KernelState, turn: Turn, askedAt: number): void {
  for (const [requestId, since] of state.reconcileWishes) {
    if (since > askedAt) continue;
    state.reconcileWishes.delete(requestId);
    reply(state, turn, requestId, { ok: true, details: { positions: state.portfolio.openCount } });
  }
}

function comparePositions(state: KernelState, turn: Turn, reports: readonly PositionReport[]): void {
  const reported = new Map(reports.map((report) => [positionKey(report.symbol, report.positionSide), report]));
  for (const report of reports) {
    if (!state.markets.has(report.symbol)) {
      notice(turn, 'warning', 'foreign-position', { symbol: report.symbol, positionSide: report.positionSide });
      continue;
    }
    const ours = state.portfolio.position(report.symbol, report.positionSide);
    if (ours?.size === report.size) {
      compareLeverage(state, turn, report);
      continue;
    }
    drift(state, turn, { ours: ours?.size ?? (0 as Lots), report });
    adopt(state, turn, report);
  }
  for (const position of [...state.portfolio.positions()]) {
    const { symbol, positionSide } = position;
    if (reported.has(positionKey(symbol, positionSide))) continue;
    notice(turn, 'critical', 'position-drift', {
      symbol,
      positionSide,
      ours: formatSize(instrumentOf(state, symbol), position.size),
      venue: '0',
    });
    state.portfolio.adopt({ ...position, size: 0 as Lots });
  }
}

/** What a position binds of the margin follows its leverage, whoever has changed it. */
function compareLeverage(state: KernelState, turn: Turn, report: PositionReport): void {
  const { symbol, positionSide, leverage: venue } = report;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  if (!guard || guard.leverage === venue || !Number.isInteger(venue) || venue < 1) return;
  notice(turn, 'warning', 'leverage-differs', { symbol, positionSide, ours: guard.leverage, venue });
  guard.leverage = venue;
}

function drift(state: KernelState, turn: Turn, found: { ours: Lots; report: PositionReport }): void {
  const { symbol, positionSide, size } = found.report;
  const instrument = instrumentOf(state, symbol);
  notice(turn, 'critical', 'position-drift', {
    symbol,
    positionSide,
    ours: formatSize(instrument, found.ours),
    venue: formatSize(instrument, size),
  });
}

function adopt(state: KernelState, turn: Turn, report: PositionReport): void {
  const { symbol, positionSide, size, entryPrice, leverage } = report;
  const known = state.portfolio.position(symbol, positionSide);
  const position = adoptedPosition(report, { known, instrument: instrumentOf(state, symbol), at: turn.at });
  state.portfolio.adopt(position);
  if (!state.guards.has(positionKey(symbol, positionSide))) guardAdopted(state, position, leverage);
  notice(turn, 'warning', 'position-adopted', {
    symbol,
    positionSide,
    size: formatSize(instrumentOf(state, symbol), size),
    entryPrice,
  });
}

function compareCash(state: KernelState, turn: Turn, venue: VenueState): void {
  const ours = state.portfolio.ledger.balance;
  const difference = venue.account.balance - ours;
  if (difference === 0n) return;
  notice(turn, 'critical', 'ledger-drift', {
    ours: formatMoney(ours),
    venue: formatMoney(venue.account.balance),
    difference: formatMoney(asMoney(difference)),
    mode: configOf(state).mode,
  });
}
