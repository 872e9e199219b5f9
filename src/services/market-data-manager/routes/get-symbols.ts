/**
 * The contracts that this run follows.
 */
import Type from 'typebox';
import { defineRoute, implement } from '../../contract/index.ts';

export const getSymbols = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/symbols',
  scope: 'read',
  about: 'The contracts that this run follows.',
  response: Type.Object({
    total_symbols: Type.Integer(),
    symbols: Type.Array(Type.String()),
    timestamp: Type.Number(),
  }),
  errors: [],
});

export const getSymbolsRoute = implement(getSymbols, (_input, { market, clock }) => {
  const { symbols } = market;
  return { total_symbols: symbols.length, symbols: [...symbols], timestamp: clock.now() };
});
