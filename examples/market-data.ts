/**
 * Ticker, candles and a live order book; needs no key.
 */
import { connect, SYMBOL } from './connect.ts';

await using client = connect();
const contract = { symbol: SYMBOL, productType: 'USDT-FUTURES' } as const;

const [ticker] = await client.classic.ticker(contract);
console.log(`${SYMBOL} bid ${ticker?.bidPr}, ask ${ticker?.askPr}, mark ${ticker?.markPrice}`);

const candles = await client.classic.candles({ ...contract, granularity: '1m', limit: '5' });
for (const [openAt, open, high, low, close] of candles ?? []) {
  console.log(`candle ${new Date(Number(openAt)).toISOString()} ${open} ${high} ${low} ${close}`);
}

let changes = 0;
const { promise: enough, resolve } = Promise.withResolvers<void>();
await using books = await client.books({
  symbol: SYMBOL,
  family: 'unified',
  onBook: () => {
    if (++changes === 5) resolve();
  },
  onGap: (reason) => console.log(`book lost: ${reason}`),
});
await enough;

const { bids, asks } = books.top(SYMBOL, 3);
for (const [price, size] of asks.toReversed()) console.log(`ask ${price} ${size}`);
for (const [price, size] of bids) console.log(`bid ${price} ${size}`);

for (const { family, call, left, perSecond } of client.remaining()) {
  console.log(`${family}.${call}: ${left} of ${perSecond} requests left in its second`);
}
