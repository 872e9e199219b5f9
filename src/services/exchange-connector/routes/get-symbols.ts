/**
 * The contracts that can be traded here, with their steps and bounds.
 */
import Type from 'typebox';
import { formatSize, formatSteps, type Instrument } from '../../../domain/index.ts';
import { defineRoute, implement } from '../../contract/index.ts';

const Decimal = Type.String({ description: 'decimal text' });

export const getSymbols = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/symbols',
  scope: 'read',
  about: 'The contracts that this run trades, and what an order of each has to fit.',
  response: Type.Object({
    total_symbols: Type.Integer(),
    symbols: Type.Array(
      Type.Object({
        symbol: Type.String(),
        base: Type.String(),
        status: Type.String(),
        price_step: Decimal,
        size_step: Decimal,
        size_min: Decimal,
        size_max: Decimal,
        market_size_max: Decimal,
        leverage_min: Type.Integer(),
        leverage_max: Type.Integer(),
      }),
    ),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getSymbolsRoute = implement(getSymbols, (_input, { engine, clock }) => {
  const symbols = engine.status().symbols.flatMap((symbol) => engine.instrument(symbol) ?? []);
  return { total_symbols: symbols.length, symbols: symbols.map(rowOf), timestamp: clock.now() };
});

const rowOf = (instrument: Instrument) => ({
  symbol: instrument.symbol,
  base: instrument.base,
  status: instrument.status,
  price_step: formatSteps(1, instrument.tick),
  size_step: formatSteps(1, instrument.lot),
  size_min: formatSize(instrument, instrument.sizeMin),
  size_max: formatSize(instrument, instrument.sizeMax),
  market_size_max: formatSize(instrument, instrument.marketSizeMax),
  leverage_min: instrument.leverageMin,
  leverage_max: instrument.leverageMax,
});
