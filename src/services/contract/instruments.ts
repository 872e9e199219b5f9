/**
 * From the names that callers use to the instruments of this run.
 */
import { type Instrument, InvalidInput, normalizeSymbol } from '../../domain/index.ts';
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
