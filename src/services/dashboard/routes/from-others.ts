/**
 * Routes of the trading engine and of the exchange connector that the page uses, offered on the page's own address: a
 * browser's login is good for one address alone.
 * Invariant: the same handlers behind the same schemas and scopes; nothing is decided here.
 */
import {
  defineClosePosition,
  type Implementation,
  implementClosePosition,
  type RouteSpec,
} from '../../contract/index.ts';
import * as amending from '../../exchange-connector/routes/amend-order.ts';
import * as canceling from '../../exchange-connector/routes/cancel-order.ts';
import * as adding from '../../live-trading-engine/routes/add-symbol.ts';
import * as clearing from '../../live-trading-engine/routes/clear-alerts.ts';
import * as deliveries from '../../live-trading-engine/routes/get-alert-deliveries.ts';
import * as limits from '../../live-trading-engine/routes/get-limits.ts';
import * as strategies from '../../live-trading-engine/routes/get-strategies.ts';
import * as loosening from '../../live-trading-engine/routes/loosen-limits.ts';
import * as removing from '../../live-trading-engine/routes/remove-symbol.ts';
import * as switching from '../../live-trading-engine/routes/switch-strategy.ts';
import * as tightening from '../../live-trading-engine/routes/tighten-limits.ts';

type Here<R extends RouteSpec> = Omit<R, 'service'> & { readonly service: 'dashboard' };

const here = <R extends RouteSpec>({ service, ...route }: R): Here<R> => ({ ...route, service: 'dashboard' });
const answeredHere = ({ route, handle }: Implementation): Implementation => ({ route: here(route), handle });

export const addSymbol = here(adding.addSymbol);
export const amendOrder = here(amending.amendOrder);
export const cancelOrder = here(canceling.cancelOrder);
export const clearAlerts = here(clearing.clearAlerts);
export const closePosition = defineClosePosition('dashboard');
export const disableStrategy = here(switching.disableStrategy);
export const enableStrategy = here(switching.enableStrategy);
export const getAlertDeliveries = here(deliveries.getAlertDeliveries);
export const getLimits = here(limits.getLimits);
export const getStrategies = here(strategies.getStrategies);
export const loosenLimits = here(loosening.loosenLimits);
export const removeSymbol = here(removing.removeSymbol);
export const tightenLimits = here(tightening.tightenLimits);

export const ROUTES_FROM_OTHERS: readonly Implementation[] = [
  adding.addSymbolRoute,
  amending.amendOrderRoute,
  canceling.cancelOrderRoute,
  clearing.clearAlertsRoute,
  switching.disableStrategyRoute,
  switching.enableStrategyRoute,
  deliveries.getAlertDeliveriesRoute,
  limits.getLimitsRoute,
  strategies.getStrategiesRoute,
  loosening.loosenLimitsRoute,
  removing.removeSymbolRoute,
  tightening.tightenLimitsRoute,
]
  .map(answeredHere)
  .concat(implementClosePosition(closePosition));
