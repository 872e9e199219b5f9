/**
 * Who may do what from outside, and the record of what they did.
 * Invariant: a token is known by its id and name; its text stays with whoever holds it.
 */

/** read ⊂ trade ⊂ admin: a wider scope may do all that a narrower one may. */
export type TokenScope = 'read' | 'trade' | 'admin';

export type TokenFacts = { readonly id: string; readonly name: string; readonly scope: TokenScope };

export type TokenVerdict =
  | { readonly ok: true; readonly token: TokenFacts }
  | { readonly ok: false; readonly reason: 'unknown' | 'expired' | 'revoked' };

export interface TokenKeeper {
  /** False: nobody has made a token, and whoever reaches loopback may do everything. */
  isRequired(): boolean;
  check(text: string): TokenVerdict;
  /** The token with this id, while it is good. */
  holder(id: string): TokenFacts | undefined;
}

/** One call that changes something, or one that was turned away. */
export type AuditEntry = {
  readonly service: string;
  /** Such as "token grafana", "session of desk", "local" or "nobody". */
  readonly who: string;
  readonly address: string;
  readonly method: string;
  /** With its parameters as names, so that it holds no value of the caller. */
  readonly route: string;
  readonly requestId: string | undefined;
  /** `unknown`: the caller was gone, or the engine did not answer in time. */
  readonly outcome: 'done' | 'refused' | 'denied' | 'failed' | 'unknown';
  /** Null where the caller was gone before the answer. */
  readonly status: number | null;
  /** Why it was denied. */
  readonly reason: string | undefined;
};

export interface AuditSink {
  /** Never throws: a full disk must not keep anybody from the kill switch. */
  write(entry: AuditEntry): void;
}
