/**
 * How a webhook is signed: HMAC-SHA256 in hex over `<timestamp>.<body>`, both as they are sent.
 * Invariant: a signature holds for five minutes around its timestamp and for these bytes alone.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hidden } from '../../scrub.ts';

export const WEBHOOK_HEADERS = {
  id: 'x-viper-id',
  /** Epoch ms. */
  timestamp: 'x-viper-timestamp',
  /** "sha256=" and 64 digits. */
  signature: 'x-viper-signature',
} as const;

export const WEBHOOK_WINDOW_MS = 300_000;

type Signed = { readonly timestamp: string; readonly body: string };

export const signWebhook = (secret: Hidden, { timestamp, body }: Signed): string =>
  `sha256=${createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex')}`;

/** For receivers. @param request.now epoch ms. @returns false for another secret, other bytes, or a timestamp out of the window. */
export function verifyWebhook(
  secret: Hidden,
  { signature, now, ...signed }: Signed & { readonly signature: string; readonly now: number },
): boolean {
  const ageMs = Math.abs(now - Number(signed.timestamp));
  if (!/^\d{13}$/.test(signed.timestamp) || ageMs > WEBHOOK_WINDOW_MS) return false;
  const [expected, given] = [signWebhook(secret, signed), signature].map((text) => Buffer.from(text)) as [
    Buffer,
    Buffer,
  ];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
