/**
 * Bitget's wire, Unified V3, as declarations: endpoints, channels, subscriptions. The client calls them, the embedded
 * exchange answers them.
 * Invariant: pure; no I/O and no domain mapping here.
 */
export { channelOf, channels } from './channels/index.ts';
export { endpoints } from './endpoints/index.ts';
export { ACCOUNT_TYPE, frames, MARKET_TYPE, SOCKET_PATHS, TopicArg, topicKey, UNIFIED } from './frames.ts';
export { decodeTradeAck, type TradeTopic, tradeFrame } from './trade-frames.ts';
