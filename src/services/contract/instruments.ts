/**
 * From the names that callers use to the instruments of this run.
 */
import { type Instrument, InvalidInput, normalizeSymbol, TradingError } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import { notFound, type Problem } from './problem.ts';

/** For a body or a query. @throws InvalidInput when malformed or not traded by this run. */
export function tradedInstrument(engine: EngineApi, text: string): Instrument {
  const instrument = engine.instrument(normalizeSymbol(text));
  if (instrument === undefined) throw new InvalidInput('symbol', text, `one of ${engine.status().symbols.join(', ')}`);
  return instrument;
}

/** The canonical filter of an optional query field. @throws InvalidInput as above. */
export const tradedSymbol = (engine: EngineApi, text: string | undefined): string | undefined =>
  text === undefined ? undefined : tradedInstrument(engine, text).symbol;

export const unknownSymbol = (engine: EngineApi, text: string): Problem =>
  notFound('symbol', text, `one of ${engine.status().symbols.join(', ')}`);

/** What the exchange says of a contract, or 404 when it does not list it. @throws TradingError when it does not answer. */
export async function ofContract<T>(text: string, ask: (symbol: string) => Promise<T>): Promise<T | Problem> {
  const symbol = normalizeSymbol(text);
  try {
    return await ask(symbol);
  } catch (error) {
    if (!(error instanceof TradingError) || error.outcome !== 'rejected') throw error;
    return notFound('symbol', text, 'a USDT-M contract that the exchange lists');
  }
}
