/**
 * A program of somebody who has installed the package: places an order and cancels it. Usage: node trade.js
 */
import { BitgetError, createBitgetClient } from 'viper/bitget';
import { money } from 'viper/domain';

const { BITGET_BASE_URL: baseUrl, BITGET_API_KEY: key, BITGET_SECRET_KEY: secret } = process.env;
const credentials = { key, secret, passphrase: process.env.BITGET_PASSPHRASE };
const client = createBitgetClient({ baseUrl, credentials });

const contract = { symbol: 'BTCUSDT', productType: 'USDT-FUTURES' };
const [ticker] = await client.classic.ticker(contract);
const order = await client.classic.placeOrder({
  ...contract,
  marginCoin: 'USDT',
  marginMode: 'isolated',
  side: 'buy',
  tradeSide: 'open',
  orderType: 'limit',
  price: String(Math.floor(Number(ticker.bidPr) * 0.98)),
  size: '0.001',
});
await client.classic.cancelOrder({ ...contract, orderId: order.orderId });

const refusal = await client.classic.cancelOrder({ ...contract, orderId: '1' }).catch((error) => error);
const family = await client.family();
await client.close();
const isExact = money('0.1') + money('0.2') === money('0.3');
process.stdout.write(
  JSON.stringify({ family, orderId: order.orderId, isRefused: refusal instanceof BitgetError, isExact }),
);
