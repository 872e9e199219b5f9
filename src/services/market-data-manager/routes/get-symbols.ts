/**
 * The contracts that this run follows.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';

export const getSymbols = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/symbols',
  about: 'The contracts that this run follows.',
  response: Type.Object({
    total_symbols: Type.Integer(),
    symbols: Type.Array(Type.String()),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getSymbolsRoute = implement(getSymbols, (_input, { engine, clock }) => {
  const { symbols } = engine.status();
  return { total_symbols: symbols.length, symbols: [...symbols], timestamp: clock.now() };
});
