/**
 * The leverage of one contract.
 */
import { defineRoute, implement, SymbolParams, tradedInstrument } from '../../contract/index.ts';
import { LeverageView, leverageView } from '../leverage-view.ts';
import type { OrderDefaults } from '../order-command.ts';

export const getLeverage = defineRoute({
  service: 'exchange-connector',
  method: 'GET',
  path: '/api/leverage/:symbol',
  scope: 'read',
  about: 'The leverage that orders by hand take, its bounds, and that of the open positions.',
  params: SymbolParams,
  response: LeverageView,
  errors: [],
});

export const getLeverageRoute = (defaults: OrderDefaults) =>
  implement(getLeverage, ({ params }, { engine, clock }) =>
    leverageView(engine, tradedInstrument(engine, params.symbol), { defaults, now: clock.now() }),
  );
