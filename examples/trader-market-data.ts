/**
 * Reads the market without a key: ticker, order book, recent trades, and what an order of a size would cost.
 */
import { connectTrader } from './connect.ts';

await using trader = connectTrader();
const symbol = 'BTCUSDT_UMCBL';

const ticker = await trader.getMarketTicker(symbol);
console.log(`${ticker.symbol} last ${ticker.last}, mark ${ticker.markPrice}, funding ${ticker.fundingRate}`);

const { bids, asks } = await trader.getOrderbook(symbol, { limit: 100 });
console.log(`${bids.length} bids from ${bids[0]?.[0]}, ${asks.length} asks from ${asks[0]?.[0]}`);

const trades = await trader.getRecentTrades(symbol, { limit: 100 });
console.log(`${trades.length} trades, the newest a ${trades[0]?.side} of ${trades[0]?.size}`);

const depth = await trader.analyzeOrderbook(symbol, { withinBps: 10, quantity: '0.5', side: 'BUY' });
console.log(`spread ${depth.spreadBps} bps, imbalance ${depth.imbalance}`);
console.log(`0.5 would cost ${depth.slippage?.cost} USDT, ${depth.slippage?.slippageBps} bps`);
