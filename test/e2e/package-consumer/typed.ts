/**
 * What a program in TypeScript may and may not write; checked against the installed package, never run.
 */
import { type BitgetClient, BitgetError, createBitgetClient } from 'viper/bitget';
import { type Money, money } from 'viper/domain';

const client: BitgetClient = createBitgetClient({ network: 'testnet', requestsPerSecondMax: 5 });

const [ticker] = await client.classic.ticker({ symbol: 'BTCUSDT', productType: 'USDT-FUTURES' });
export const bid: string | number | undefined = ticker?.bidPr;

export const placed = client.unified.placeOrder({
  category: 'USDT-FUTURES',
  symbol: 'BTCUSDT',
  qty: '0.001',
  side: 'buy',
  orderType: 'market',
});
export const orderId: string | null | undefined = (await placed).orderId;

await client.channels.unified.kline({
  symbol: 'BTCUSDT',
  interval: '1m',
  onRows: (rows, { symbol, isSnapshot }) => rows.map(({ open }) => [symbol, isSnapshot, open]),
});

// @ts-expect-error a field that the call does not have
await client.classic.ticker({ symbol: 'BTCUSDT', productType: 'USDT-FUTURES', nonsense: '1' });
// @ts-expect-error a required field is missing
await client.classic.ticker({ symbol: 'BTCUSDT' });
// @ts-expect-error a side that is none
await client.unified.placeOrder({ category: 'USDT-FUTURES', symbol: 'X', qty: '1', side: 'up', orderType: 'limit' });
// @ts-expect-error a candle without its interval
await client.channels.classic.candle({ symbol: 'BTCUSDT', onRows: () => undefined });
// @ts-expect-error a call that does not exist
await client.classic.withdraw({});
// @ts-expect-error an option that does not exist
createBitgetClient({ apiKey: 'x' });

export const { family } = await client.open();
export const isUnknown = (error: unknown): boolean => error instanceof BitgetError && error.outcome === 'unknown';
export const tenth: Money = money('0.1');
await client.close();
