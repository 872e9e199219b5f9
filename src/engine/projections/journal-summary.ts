/**
 * One line of plain words for a journal entry.
 */
import { type Event, formatMoney } from '../../domain/index.ts';

export function summarize(event: Event): string {
  switch (event.type) {
    case 'session':
      return `${event.config.mode}: ${event.config.symbols.join(', ')}`;
    case 'history':
      return `${event.symbol}: ${event.candles.length} candles to warm up`;
    case 'universe':
      return `${event.symbols.length} symbols; ${event.changes.map(({ symbol, isIn }) => `${isIn ? '+' : '−'}${symbol}`).join(' ')}`;
    case 'symbol-listed':
      return `${event.instrument.symbol} is listed, and followed`;
    case 'symbol-refused':
      return `${event.symbol} is not followed: ${event.rule}`;
    case 'strategy-failed':
      return `${event.strategy} on ${event.symbol}: ${event.failure}`;
    case 'order':
      return `${event.report.clientOid}: ${event.report.intent} ${event.report.positionSide} ${event.report.symbol} is ${event.report.status}`;
    case 'order-rejected':
    case 'trigger-rejected':
      return `${event.clientOid}: rejected, ${event.code} ${event.message}`;
    case 'fill':
      return `${event.fill.intent} ${event.fill.positionSide} ${event.fill.symbol}, profit ${formatMoney(event.fill.profit)}, fee ${formatMoney(event.fill.fee)}`;
    case 'trigger':
      return `${event.report.kind} of ${event.report.positionSide} ${event.report.symbol} is ${event.report.status}`;
    case 'bill':
      return `${event.bill.kind} ${event.bill.symbol} ${formatMoney(event.bill.amount)}`;
    case 'outcome-unknown':
      return `${event.clientOid}: no answer (${event.reason}); asking`;
    case 'absent':
      return `${event.clientOid}: never reached the exchange`;
    case 'request-failed':
      return `${event.request} ${event.symbol}: ${event.code}`;
    case 'amend-sent':
      return `${event.clientOid}: a change was sent`;
    case 'leverage-set':
      return `${event.symbol}: ${event.leverage}`;
    case 'reconciled':
      return `${event.state.positions.length} positions, ${event.state.orders.length} orders, ${event.state.triggers.length} triggers`;
    case 'alarm':
      return event.name;
    case 'command':
      return event.command.kind;
    default:
      return event.symbol;
  }
}
