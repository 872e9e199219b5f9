/**
 * One order, by orderId or clientOid.
 * Invariant: refused as not found when the exchange does not know it.
 */
import { defineEndpoint } from '../../../../protocol/endpoint.ts';
import { Request } from '../../../../protocol/fields.ts';
import { OrderRow, orderRef } from '../../orders.ts';

export const orderInfo = defineEndpoint({
  name: 'v3/trade/order-info',
  method: 'GET',
  path: '/api/v3/trade/order-info',
  auth: 'private',
  request: Request(orderRef),
  response: OrderRow,
  limit: { perSecond: 20, scope: 'uid' },
  isIdempotent: true,
  source: 'bitget.com/api-doc/uta/trade/Get-Order-Details',
});
