/**
 * Follows the fills of a Unified account by socket, while it buys and sells at market.
 */
import { connect, SYMBOL, until } from './connect.ts';

await using client = connect();
const SIZE = 0.001;
const order = { category: 'USDT-FUTURES', symbol: SYMBOL, qty: String(SIZE), orderType: 'market' } as const;
const { holdMode } = await client.unified.settings();
const isHedge = holdMode === 'hedge_mode';

const filled = new Map<string, number>();
const isFilled = (side: string) =>
  until(
    () => Promise.resolve(filled.get(side) ?? 0),
    (size) => size >= SIZE,
  );

await using fills = await client.channels.unified.fill({
  onRows: (rows) => {
    for (const { execId, side, execQty, execPrice, feeDetail } of rows) {
      console.log(`fill ${execId}: ${side} ${execQty} at ${execPrice}, fee ${feeDetail?.[0]?.fee}`);
      filled.set(side, (filled.get(side) ?? 0) + Number(execQty));
    }
  },
  // Fills may be missing now: client.unified.fills() tells all of them.
  onGap: (reason) => console.log(`gap: ${reason}`),
});

await client.unified.placeOrder({ ...order, side: 'buy', ...(isHedge && { posSide: 'long' }) });
await isFilled('buy');
await client.unified.placeOrder({ ...order, side: 'sell', ...(isHedge ? { posSide: 'long' } : { reduceOnly: 'yes' }) });
await isFilled('sell');
await fills.settle();
console.log('flat again');
