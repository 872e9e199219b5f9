/**
 * Closes the position of a contract: under the two paths by which risk managers know it.
 */
import Type from 'typebox';
import {
  CLOSE_ERRORS,
  ClosedView,
  closeBy,
  defineRoute,
  implement,
  SideField,
  SymbolParams,
} from '../../contract/index.ts';

const defineDrop = (path: '/api/position/:symbol' | '/api/tp-sl-tsl/position/:symbol') =>
  defineRoute({
    service: 'live-trading-engine',
    method: 'DELETE',
    path,
    scope: 'trade',
    about:
      'Closes the position at market with an order that only reduces, as POST /api/positions/:symbol/close does: a ' +
      'position is known here for as long as the exchange has it, and for no longer. 404 where none is open.',
    params: SymbolParams,
    query: Type.Object({ side: SideField }, { additionalProperties: false }),
    response: ClosedView,
    errors: CLOSE_ERRORS,
  });

const implementDrop = (route: ReturnType<typeof defineDrop>) =>
  implement(route, ({ params, query }, context) => closeBy(context, { ...params, ...query }));

export const dropPosition = defineDrop('/api/position/:symbol');
export const dropPositionRoute = implementDrop(dropPosition);
export const dropProtectedPosition = defineDrop('/api/tp-sl-tsl/position/:symbol');
export const dropProtectedPositionRoute = implementDrop(dropProtectedPosition);
