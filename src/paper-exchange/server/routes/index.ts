/**
 * The endpoints of the protocol that the exchange serves, each with its handler.
 * Invariant: an endpoint that has neither a handler nor a place in `NotServed`, or a handler with another shape, does
 * not compile; what is not served is answered with 40404.
 */
import type { EndpointKey } from '../../../bitget/protocol/index.ts';
import { accountRoutes } from './account.ts';
import type { Handlers } from './call.ts';
import { marketRoutes } from './market.ts';
import { orderRoutes } from './order.ts';
import { triggerRoutes } from './trigger.ts';

export { Call } from './call.ts';

/** What Viper does not trade with: reports beside the account's own, plan orders that open, and margin moved by hand. */
export type NotServed =
  | 'symbolPrice'
  | 'openInterest'
  | 'openInterestLimit'
  | 'marketFills'
  | 'marketFillsHistory'
  | 'fundingTime'
  | 'historyFundRate'
  | 'historyMarkCandles'
  | 'historyIndexCandles'
  | 'vipFeeRate'
  | 'tradeRate'
  | 'setMargin'
  | 'setAutoMargin'
  | 'setAllLeverage'
  | 'openCount'
  | 'maxOpen'
  | 'liquidationPrice'
  | 'isolatedSymbols'
  | 'historyPosition'
  | 'adlRank'
  | 'reversePosition'
  | 'fillHistory'
  | 'placePlanOrder'
  | 'modifyPlanOrder'
  | 'planSubOrder';

export type Served = Exclude<EndpointKey, NotServed>;

export const handlers: Handlers<Served> = { ...marketRoutes, ...accountRoutes, ...orderRoutes, ...triggerRoutes };
