/**
 * What an HTTP answer says about a message.
 * Invariant: only an answer that will not change by itself is a refusal; 408, 425, 429 and 5xx are tried again.
 */
import type { Sending } from '../../../ports/index.ts';

const SUCCESS_MAX = 300;
const SERVER_ERROR = 500;
const TRIED_AGAIN = new Set([408, 425, 429]);

/** @param afterMs the wait that was asked for, if any. */
export function sendingOf(status: number, afterMs?: number): Sending {
  if (status < SUCCESS_MAX) return { outcome: 'delivered' };
  const reason = `HTTP ${status}`;
  if (TRIED_AGAIN.has(status) || status >= SERVER_ERROR) return { outcome: 'again', reason, afterMs };
  return { outcome: 'refused', reason };
}

/** Of the header `retry-after` in seconds, which may have a fraction. A date counts as absent. */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Math.ceil(Number(text) * 1_000) : undefined;
}
