/**
 * Opens a position with a stop-loss that travels with the order, adds a take-profit, and closes it; Classic account.
 */
import { connect, SYMBOL, until } from './connect.ts';

await using client = connect();
const contract = { symbol: SYMBOL, productType: 'USDT-FUTURES' } as const;
const { posMode } = await client.classic.account({ ...contract, marginCoin: 'USDT' });
const isHedge = posMode === 'hedge_mode';
const [ticker] = await client.classic.ticker(contract);
const mark = Number(ticker?.markPrice);

await client.classic.placeOrder({
  ...contract,
  marginCoin: 'USDT',
  marginMode: 'isolated',
  side: 'buy',
  orderType: 'market',
  size: '0.001',
  presetStopLossPrice: String(Math.floor(mark * 0.97)),
  ...(isHedge && { tradeSide: 'open' }),
});

// A take-profit needs the position to be there.
await until(
  () => client.classic.singlePosition({ ...contract, marginCoin: 'USDT' }),
  (positions) => Boolean(positions?.length),
);

const target = await client.classic.placeTpslOrder({
  ...contract,
  marginCoin: 'USDT',
  planType: 'pos_profit',
  triggerPrice: String(Math.ceil(mark * 1.03)),
  triggerType: 'mark_price',
  // In one-way mode a long is called "buy" here.
  holdSide: isHedge ? 'long' : 'buy',
});
console.log(`take-profit ${target.orderId}`);

const open = await client.classic.ordersPlanPending({ productType: 'USDT-FUTURES', planType: 'profit_loss' });
for (const { planType, triggerPrice, planStatus } of open.entrustedList ?? []) {
  console.log(`${planType} at ${triggerPrice}: ${planStatus}`);
}

// Stop-loss and take-profit of a position end with it.
await client.classic.closePositions({ ...contract, ...(isHedge && { holdSide: 'long' }) });
console.log('closing');
