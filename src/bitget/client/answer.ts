/**
 * From raw HTTP answers and transport faults to envelopes and errors.
 * Invariant: only an envelope with a code is an answer; everything else leaves the outcome open, except a connection
 * that was never made.
 */
import { TradingError } from '../../domain/index.ts';
import { lostAnswer, meaningOf, neverSent, refusedByBitget } from '../errors/index.ts';
import { decodeResponse, type Endpoint, Envelope, type ResponseOf, SUCCESS, validator } from '../protocol/index.ts';

const envelope = validator(Envelope, 'answer');
/** Every code of the exchange is a number. */
const CODE = /^\d{1,9}$/;

/** What came over the wire. `retryAfter` is the header of that name, "" without one. */
export type RawAnswer = { readonly status: number; readonly text: string; readonly retryAfter: string };

export type Answer = { readonly code: string; readonly msg: string; readonly data: unknown };

/** @throws BitgetError for a body that is no envelope. */
export function readAnswer(call: string, status: number, text: string): Answer {
  const parsed = parse(text);
  if (envelope.check(parsed) && CODE.test(String(parsed.code)))
    return { code: String(parsed.code), msg: parsed.msg ?? '', data: parsed.data };
  if (status === 429) return { code: '429', msg: 'Too many requests', data: null };
  const what = text.trim() === '' ? 'an empty answer' : 'an answer that is no message of the exchange';
  throw lostAnswer(call, text.trim() === '' ? 'empty-answer' : 'unreadable-answer', {
    says: `${what} (HTTP ${status})`,
    status,
  });
}

/** What was asked for. @throws BitgetError for a refusal, and for an agreement in a form that is not documented. */
export function dataOf<E extends Endpoint>(endpoint: E, { code, msg, data }: Answer, status: number): ResponseOf<E> {
  if (code !== SUCCESS) throw refusedByBitget(endpoint.name, { code, msg, status });
  try {
    return decodeResponse(endpoint, data) as ResponseOf<E>;
  } catch (cause) {
    const says = 'the exchange agreed, in a form that is not documented';
    throw lostAnswer(endpoint.name, 'undocumented-answer', { says, status, cause });
  }
}

/** Refused for being too many, and for certain: a failing server may have carried it out. */
export const isTooMany = ({ code }: Answer, { status }: RawAnswer): boolean =>
  status < 500 && code !== SUCCESS && meaningOf(code).kind === 'rate-limit';

/** The pause that Retry-After asks for: seconds or a date. Undefined when it says neither. @param now epoch ms */
export function retryAfterMs(header: string, now: number): number | undefined {
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(at - now, 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const BEFORE_SENDING = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_CLOSED', 'UND_ERR_INVALID_ARG']);

type Fault = {
  readonly code?: string;
  readonly name?: string;
  readonly syscall?: string;
  readonly errors?: readonly Fault[];
};

/** True for a fault of finding or reaching the host: no byte of the request has left. */
function isBeforeSending({ code = '', syscall, errors }: Fault): boolean {
  if (errors && errors.length > 0) return errors.every(isBeforeSending);
  return BEFORE_SENDING.has(code) || syscall === 'connect' || syscall === 'getaddrinfo';
}

/** A fault of undici or the socket as a BitgetError; an error that is one already stays as it is. */
export function transportFailure(call: string, error: unknown, elapsedMs: number): TradingError {
  if (error instanceof TradingError) return error;
  const fault = error as Fault;
  const { code = '', name = '' } = fault;
  if (isBeforeSending(fault))
    return neverSent(call, code || 'no-connection', { says: 'no connection to the exchange', cause: error });
  if (name === 'TimeoutError' || name === 'AbortError' || /TIMEOUT/.test(code)) {
    return lostAnswer(call, 'timeout', { says: `no answer within ${Math.round(elapsedMs)} ms`, cause: error });
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return lostAnswer(call, 'answer-too-long', { says: 'the answer is longer than any of Bitget', cause: error });
  }
  return lostAnswer(call, 'connection-cut', { says: 'the connection was cut before the answer', cause: error });
}
