/**
 * Places an order whose answer may be lost, and finds out by its clientOid what became of it; never sends it twice.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BitgetError, isNotFound } from 'viper/bitget';
import { connect, restingPrice, SYMBOL } from './connect.ts';

await using client = connect();
const contract = { symbol: SYMBOL, productType: 'USDT-FUTURES' } as const;
const { posMode } = await client.classic.account({ ...contract, marginCoin: 'USDT' });

/** The order as the exchange knows it, or undefined when it says that it does not. */
async function find(clientOid: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.classic.orderDetail({ ...contract, clientOid });
    } catch (error) {
      // An order on its way is not known yet: one "no" is not enough.
      if (isNotFound(error) && attempt >= 3) return undefined;
      if (!(error instanceof BitgetError) || attempt >= 10) throw error;
      await sleep(200 * attempt);
    }
  }
}

const clientOid = `example-${randomUUID().slice(0, 8)}`;
try {
  await client.classic.placeOrder({
    ...contract,
    marginCoin: 'USDT',
    marginMode: 'isolated',
    side: 'buy',
    orderType: 'limit',
    price: await restingPrice(client),
    size: '0.001',
    clientOid,
    ...(posMode === 'hedge_mode' && { tradeSide: 'open' }),
  });
  console.log('accepted');
} catch (error) {
  if (!(error instanceof BitgetError)) throw error;
  console.log(`${error.outcome}: ${error.message}`);
  if (error.outcome !== 'unknown') process.exit(1);
}

const order = await find(clientOid);
console.log(order ? `the order is ${order.state}` : 'the order never arrived');
if (order) await client.classic.cancelOrder({ ...contract, clientOid });
