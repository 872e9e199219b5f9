/**
 * Errors as data, so that a failure keeps its code, outcome and details on its way to another thread.
 * Invariant: what was a `TradingError` or an `InvalidInput` is one again on the other side; a cause stays where it was.
 */
import { InvalidInput, TradingError } from '../../domain/index.ts';

export type ErrorWire = {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
} & Partial<Pick<TradingError, 'code' | 'outcome' | 'details'>>;

export function errorToWire(error: unknown): ErrorWire {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  if (!(error instanceof TradingError)) return { name, message, stack };
  const { code, outcome, details } = error;
  return { name, message, stack, code, outcome, details };
}

export const errorFromWire = (wire: ErrorWire): Error => Object.assign(kindOf(wire), wire);

function kindOf({ code, message, outcome, details = {} }: ErrorWire): Error {
  if (code === undefined) return new Error(message);
  if (code !== 'invalid-input') return new TradingError(code, message, outcome && { outcome });
  const { field, value, allowed } = details;
  return new InvalidInput(String(field), value, String(allowed));
}
