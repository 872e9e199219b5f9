/**
 * Failures of calls to Bitget, in plain words and with what is known about the request.
 * Invariant: no failure of the transport is ever read as a refusal; only an answer of the exchange is one.
 */
import { type Outcome, TradingError } from '../../domain/index.ts';
import { troubleOf } from './categories.ts';
import { type BitgetErrorKind, meaningOf } from './codes.ts';
import { officialText } from './official-codes.ts';

export class BitgetError extends TradingError {
  readonly kind: BitgetErrorKind;

  /** What a person can do about it. */
  get hint(): string {
    if (this.kind === 'network') return 'Check the connection; https://www.bitget.com/support tells of maintenance.';
    return troubleOf(this.code)?.hint ?? meaningOf(this.code).hint;
  }

  constructor(
    kind: BitgetErrorKind,
    message: string,
    options: { code: string; outcome: Outcome; status?: number | undefined; call?: string; cause?: unknown },
  ) {
    const { code, outcome, status, call, cause } = options;
    super(code, message, { outcome, details: { kind, call, status }, cause });
    this.kind = kind;
  }
}

/** An answer with an error code. `status` is the HTTP status, undefined on a socket. */
export function refusedByBitget(call: string, answer: { code: string; msg: string; status?: number }): BitgetError {
  const { kind, outcome, says } = meaningOf(answer.code);
  const isServerFault = answer.status !== undefined && answer.status >= 500;
  const words = answer.msg || officialText(answer.code) || 'no reason given';
  return new BitgetError(kind, `${call}: ${says} (Bitget ${answer.code}: ${words})`, {
    code: answer.code,
    outcome: isServerFault ? 'unknown' : outcome,
    status: answer.status,
    call,
  });
}

/** An answer that cannot be read, or none: the request may have been carried out. */
export function lostAnswer(
  call: string,
  code: string,
  options: { says: string; status?: number; cause?: unknown },
): BitgetError {
  const { says, status, cause } = options;
  return new BitgetError('network', `${call}: ${says}; whether it was carried out is unknown`, {
    code,
    outcome: 'unknown',
    status,
    call,
    cause,
  });
}

/** The request did not leave this machine. */
export function neverSent(call: string, code: string, options: { says: string; cause?: unknown }): BitgetError {
  return new BitgetError('network', `${call}: ${options.says}; nothing was sent`, {
    code,
    outcome: 'not-sent',
    call,
    cause: options.cause,
  });
}

/** True for an answer that the exchange gives for something it does not know: a definite "absent". */
export const isNotFound = (error: unknown): boolean =>
  error instanceof BitgetError && error.kind === 'not-found' && error.outcome === 'rejected';
