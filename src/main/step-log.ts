/**
 * What the log says of a step: notices as they are; on level debug every order on its way.
 * Invariant: each line carries the journal's `seq`, and a line about an order its clientOid: from tick to fill is one search.
 */
import type { Log } from '../adapters/log/index.ts';
import type { NoticeLine } from '../cli/index.ts';
import type { Event } from '../domain/index.ts';
import type { Step } from '../engine/index.ts';

const LEVEL = { info: 'info', warning: 'warn', critical: 'error' } as const;

export function stepLog(log: Log, onNotice: (line: NoticeLine) => void): (step: Step) => void {
  return ({ seq, event, effects }) => {
    const { at } = event;
    const about = ofOrder(event);
    if (about) log.debug({ seq, marketTime: at, ...about }, event.type);
    for (const effect of effects) {
      if (effect.type === 'submit-order') {
        const { clientOid, symbol, intent } = effect.order;
        log.debug({ seq, marketTime: at, clientOid, symbol, intent, cause: event.type }, 'order-decided');
      }
      if (effect.type !== 'notice') continue;
      const { level, code, details } = effect;
      log[LEVEL[level]]({ seq, marketTime: at, ...details }, code);
      onNotice({ event: code, level, at, ...details });
    }
  };
}

/** Undefined for an event that is not about an order. */
function ofOrder(event: Event): Readonly<Record<string, string>> | undefined {
  switch (event.type) {
    case 'order': {
      const { clientOid, orderId, symbol, status } = event.report;
      return { clientOid, orderId, symbol, status };
    }
    case 'fill': {
      const { clientOid, orderId, tradeId, symbol } = event.fill;
      return { clientOid, orderId, tradeId, symbol };
    }
    case 'order-rejected':
    case 'trigger-rejected':
      return { clientOid: event.clientOid, code: event.code };
    case 'outcome-unknown':
    case 'absent':
      return { clientOid: event.clientOid };
    default:
      return undefined;
  }
}
