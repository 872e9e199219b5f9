/**
 * Places three limit orders of a Classic account in one call, and cancels them in another.
 */
import { randomUUID } from 'node:crypto';
import { connect, restingPrice, SYMBOL } from './connect.ts';

await using client = connect();
const contract = { symbol: SYMBOL, productType: 'USDT-FUTURES' } as const;
const { posMode } = await client.classic.account({ ...contract, marginCoin: 'USDT' });
const price = Number(await restingPrice(client));
const batch = randomUUID().slice(0, 8);

const placed = await client.classic.batchPlaceOrder({
  ...contract,
  marginCoin: 'USDT',
  marginMode: 'isolated',
  orderList: [0, 10, 20].map((below) => ({
    side: 'buy',
    orderType: 'limit',
    price: String(price - below),
    size: '0.001',
    clientOid: `example-${batch}-${below}`,
    ...(posMode === 'hedge_mode' && { tradeSide: 'open' }),
  })),
});

// The call succeeds as a whole; each order succeeds or fails alone.
for (const { clientOid, errorCode, errorMsg } of placed.failureList ?? []) {
  console.log(`${clientOid} was rejected: ${errorCode} ${errorMsg}`);
}
const orderIdList = (placed.successList ?? []).map(({ clientOid }) => ({ clientOid: clientOid ?? '' }));
console.log(`${orderIdList.length} orders placed`);

const canceled = await client.classic.batchCancelOrders({ ...contract, orderIdList });
console.log(`${canceled.successList?.length} orders canceled`);
