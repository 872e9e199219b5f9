/**
 * Places a limit order on a Classic account, looks it up, and cancels it.
 */
import { randomUUID } from 'node:crypto';
import { connect, restingPrice, SYMBOL, until } from './connect.ts';

await using client = connect();
const contract = { symbol: SYMBOL, productType: 'USDT-FUTURES' } as const;

// Hedge mode wants to know whether an order opens or closes.
const { posMode } = await client.classic.account({ ...contract, marginCoin: 'USDT' });
const clientOid = `example-${randomUUID().slice(0, 8)}`;

const placed = await client.classic.placeOrder({
  ...contract,
  marginCoin: 'USDT',
  marginMode: 'isolated',
  side: 'buy',
  orderType: 'limit',
  force: 'post_only',
  price: await restingPrice(client),
  size: '0.001',
  clientOid,
  ...(posMode === 'hedge_mode' && { tradeSide: 'open' }),
});
console.log(`received as ${placed.orderId}`);

// "Received" is not "resting": the state is told by the order itself.
const before = await client.classic.orderDetail({ ...contract, clientOid });
console.log(`${before.state}: buy ${before.size} at ${before.price}`);

await client.classic.cancelOrder({ ...contract, clientOid });
const after = await until(
  () => client.classic.orderDetail({ ...contract, clientOid }),
  ({ state }) => state === 'canceled',
);
console.log(`${after.state}`);
