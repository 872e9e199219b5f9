/**
 * Who may ask: the ACCESS headers of a V1 request, or a socket's login, against the gateway's own key.
 * Invariant: the signature covers the bytes that arrived; key, passphrase and signature are compared in constant time.
 */
import { TIMESTAMP_WINDOW_MS } from '../protocol/index.ts';
import { type Credentials, isSameSign, type Signable, sign } from '../signing/index.ts';
import { LegacyRefusal } from './refusal.ts';

export type Claim = Signable & { readonly key: string; readonly passphrase: string; readonly signature: string };

/** Epoch ms of each clock that a program may sign by: the exchange's and this machine's. */
export type Clocks = () => readonly number[];

/** @throws LegacyRefusal 40001, 40002, 40005, 40006, 40008, 40009, 40011 or 40012. */
export function checkClaim(claim: Claim, own: Credentials, clocks: Clocks): void {
  if (claim.key === '') throw new LegacyRefusal('40001');
  if (claim.signature === '') throw new LegacyRefusal('40002');
  if (claim.passphrase === '') throw new LegacyRefusal('40011');
  const at = millisecondsOf(claim.timestamp);
  if (at === undefined) throw new LegacyRefusal('40005');
  if (!clocks().some((now) => Math.abs(now - at) <= TIMESTAMP_WINDOW_MS)) throw new LegacyRefusal('40008');
  if (!isSameSign(claim.key, own.key)) throw new LegacyRefusal('40006');
  if (!isSameSign(claim.passphrase, own.passphrase.reveal())) throw new LegacyRefusal('40012');
  if (!isSameSign(claim.signature, sign(own.secret, claim))) throw new LegacyRefusal('40009');
}

/** Logins say seconds, which have ten digits. */
function millisecondsOf(text: string): number | undefined {
  if (!/^\d{10,16}$/.test(text)) return undefined;
  return text.length === 10 ? Number(text) * 1_000 : Number(text);
}
