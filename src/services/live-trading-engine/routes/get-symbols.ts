/**
 * The symbols of the run: which are followed, which are entered, and who said so.
 */
import { defineRoute, implement } from '../../contract/index.ts';
import { SymbolsView, viewSymbols } from '../symbol-view.ts';

export const getSymbols = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/symbols',
  scope: 'read',
  about: 'Every symbol that the run follows, or that was taken out of it by hand.',
  response: SymbolsView,
  errors: [],
});

export const getSymbolsRoute = implement(getSymbols, (_input, { engine, clock }) => ({
  ...viewSymbols(engine),
  timestamp: clock.now(),
}));
