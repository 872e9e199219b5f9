/**
 * Places a market and a limit order, each with a stop-loss and a take-profit; then cancels the one and closes the other.
 */
import { connectTrader, until } from './connect.ts';

await using trader = connectTrader({ profileType: 'strategic', initialCapital: 10_000 });
const symbol = 'BTCUSDT_UMCBL';

// How much to buy so that the stop costs no more than the profile risks.
const size = await trader.calculatePositionSize({ symbol, side: 'BUY' });
console.log(`by risk: ${size.quantity}, of which the stop would cost ${size.lossAtStop} USDT`);

const bought = await trader.placeOrder({ symbol, side: 'BUY', orderType: 'MARKET', quantity: 0.01, leverage: '20' });
console.log(`${bought.side} ${bought.quantity}: stop-loss ${bought.stopLoss}, take-profit ${bought.takeProfit}`);
await until(
  () => trader.getPositions(),
  (positions) => positions.length > 0,
);

// A one-way account would close the long by this: there, the order adds to it instead.
const { positionMode } = await trader.getAccountBalance();
const isHedge = positionMode === 'hedge';
const { last } = await trader.getMarketTicker(symbol);
const limit = await trader.placeOrder({
  symbol,
  side: isHedge ? 'SELL' : 'BUY',
  orderType: 'LIMIT',
  price: Math.round(Number(last) * (isHedge ? 1.02 : 0.98)),
  quantity: '0.01',
  leverage: '20',
});
const resting = await until(
  () => trader.getOrder(symbol, limit.clientOid),
  (order) => order?.status === 'live',
);
console.log(`${resting?.side} at ${resting?.price}: ${resting?.status}`);
await trader.cancelOrder(symbol, limit.clientOid);

await trader.closePosition({ symbol, side: 'LONG' });
const left = await until(
  () => trader.getPositions(),
  (positions) => positions.length === 0,
);
console.log(`${left.length} positions left`);
