/**
 * Turns whatever a handler threw into a problem.
 * Invariant: an error nobody foresaw becomes a bare 500; its text goes to the log and not to the caller.
 */
import { InvalidInput, type Outcome, TradingError } from '../../domain/index.ts';
import { Problem } from '../contract/index.ts';

/** `unknown` is 504: the caller must ask before it sends again. */
const STATUS: Readonly<Record<Outcome, number>> = { 'not-sent': 503, rejected: 502, unknown: 504 };

export function problemOf(error: unknown): Problem {
  if (error instanceof InvalidInput) return invalidInput(error);
  if (error instanceof TradingError) {
    const { code, message, outcome, details } = error;
    return new Problem(STATUS[outcome], code, { title: 'Not carried out', detail: message, outcome, details });
  }
  return isHttpError(error)
    ? new Problem(error.statusCode, 'bad-request', { title: 'Bad request', detail: error.message })
    : new Problem(500, 'internal', { title: 'Internal error', detail: 'The service failed; its log says why.' });
}

function invalidInput({ message, details }: InvalidInput): Problem {
  const { field, value, allowed } = details;
  return new Problem(400, 'invalid-input', {
    title: 'Invalid input',
    detail: message,
    field: String(field),
    value: String(value),
    allowed: String(allowed),
  });
}

/** Errors of the web server about the request itself: malformed JSON, too large, wrong type. */
const isHttpError = (error: unknown): error is Error & { statusCode: number } =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode >= 400 &&
  error.statusCode < 500;
