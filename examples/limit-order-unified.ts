/**
 * Places a limit order on a Unified account, looks it up, and cancels it.
 */
import { randomUUID } from 'node:crypto';
import { connect, restingPrice, SYMBOL, until } from './connect.ts';

await using client = connect();
const category = 'USDT-FUTURES';

// Hedge mode wants to know the position that an order belongs to.
const { holdMode } = await client.unified.settings();
const clientOid = `example-${randomUUID().slice(0, 8)}`;

const placed = await client.unified.placeOrder({
  category,
  symbol: SYMBOL,
  side: 'buy',
  orderType: 'limit',
  timeInForce: 'post_only',
  price: await restingPrice(client),
  qty: '0.001',
  clientOid,
  ...(holdMode === 'hedge_mode' && { posSide: 'long' }),
});
console.log(`received as ${placed.orderId}`);

const before = await client.unified.orderInfo({ clientOid });
console.log(`${before.orderStatus}: buy ${before.qty} at ${before.price}`);

await client.unified.cancelOrder({ category, clientOid });
const after = await until(
  () => client.unified.orderInfo({ clientOid }),
  ({ orderStatus }) => /^cancell?ed$/.test(orderStatus),
);
console.log(`${after.orderStatus}`);
