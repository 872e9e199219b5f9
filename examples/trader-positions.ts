/**
 * Holds a position for a moment: what it risks, what the account is exposed to, and what came of it.
 */
import { connectTrader, until } from './connect.ts';

await using trader = connectTrader({ profileType: 'aggressive' });
const symbol = 'ETHUSDT_UMCBL';
const pair = (await trader.verifySymbol(symbol)) ? symbol : 'BTCUSDT_UMCBL';

const { equity, available } = await trader.getAccountBalance();
console.log(`equity ${equity} USDT, ${available} of it free`);
await trader.setLeverage({ symbol: pair, leverage: 10 });
await trader.placeOrder({ symbol: pair, side: 'LONG', quantity: '0.02' });

const [risk] = await until(
  () => trader.getPositionRisk(),
  (rows) => rows.some(({ isProtected }) => isProtected),
);
console.log(`${risk?.side} ${risk?.size} at ${risk?.leverage}x: ${risk?.risk}, stop ${risk?.stopLosses.join(' ')}`);
const exposure = await trader.getTotalExposure();
console.log(`exposed to ${exposure.gross} USDT, ${exposure.leverage} of equity`);

await trader.closePosition({ symbol: pair, side: 'LONG' });
await until(
  () => trader.getPositions(),
  (positions) => positions.length === 0,
);
const { realized, fees, total } = await trader.getTotalPnl();
console.log(`realised ${realized}, fees ${fees}, in all ${total} USDT`);
const fills = await trader.getTradeHistory({ symbol: pair });
console.log(
  fills
    .slice(-2)
    .map(({ action, quantity, price }) => `${action} ${quantity} at ${price}`)
    .join(', '),
);
