/**
 * From errors of a send to what the engine must know of it.
 * Invariant: an unknown outcome stays unknown.
 */
import { TradingError } from '../../domain/index.ts';
import type { Sent } from '../../ports/index.ts';

/** @throws whatever is no failure at the edge. */
export function sentOf(error: unknown): Sent {
  if (!(error instanceof TradingError)) throw error;
  const { code, message, outcome } = error;
  return outcome === 'unknown' ? { outcome, reason: message } : { outcome, code, message };
}

/** For a failure before the send itself: nothing that matters has left, whatever is unknown about the preparation. */
export function notSentOf(error: unknown): Sent {
  const sent = sentOf(error);
  return sent.outcome === 'unknown' ? { outcome: 'not-sent', code: 'preparation-unknown', message: sent.reason } : sent;
}
