/**
 * Every call of other people's clients that is made of the embedded exchange.
 * Invariant: each has a name of its own within its client and group.
 */
import { bitgetApiAccount } from './bitget-api-account.ts';
import { bitgetApiErrors } from './bitget-api-errors.ts';
import { bitgetApiLists } from './bitget-api-lists.ts';
import { bitgetApiMarket } from './bitget-api-market.ts';
import { bitgetApiOrders } from './bitget-api-orders.ts';
import { bitgetApiPrivateSockets } from './bitget-api-private-sockets.ts';
import { bitgetApiSockets } from './bitget-api-sockets.ts';
import { bitgetApiTriggers } from './bitget-api-triggers.ts';
import { ccxtAccount } from './ccxt-account.ts';
import { ccxtErrors } from './ccxt-errors.ts';
import { ccxtLists } from './ccxt-lists.ts';
import { ccxtMarket } from './ccxt-market.ts';
import { ccxtOrders } from './ccxt-orders.ts';
import { ccxtSockets } from './ccxt-sockets.ts';
import { ccxtTriggers } from './ccxt-triggers.ts';
import type { ClientCall } from './client-call.ts';

export const clientCalls: readonly ClientCall[] = [
  ...ccxtMarket,
  ...ccxtAccount,
  ...ccxtOrders,
  ...ccxtLists,
  ...ccxtTriggers,
  ...ccxtErrors,
  ...ccxtSockets,
  ...bitgetApiMarket,
  ...bitgetApiAccount,
  ...bitgetApiOrders,
  ...bitgetApiLists,
  ...bitgetApiTriggers,
  ...bitgetApiErrors,
  ...bitgetApiSockets,
  ...bitgetApiPrivateSockets,
];
