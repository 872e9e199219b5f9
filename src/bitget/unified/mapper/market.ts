/**
 * Public frames of the Unified sockets in the form of the Classic ones, so that one feed reads both.
 * Invariant: only names and nesting change; every value stays as it came.
 */
import { PRODUCT } from '../../mapper/index.ts';
import { type ChannelArg, channels as classic, decodeRows, type PushFrame } from '../../protocol/index.ts';
import { channels, MARKET_TYPE, type TopicArg } from '../protocol/index.ts';

export function encodeTopic({ channel, instId = '' }: ChannelArg): TopicArg {
  const candles = classic.candle.name;
  if (channel.startsWith(candles)) {
    const interval = channel.slice(candles.length);
    return { instType: MARKET_TYPE, topic: channels.kline.name, symbol: instId, interval };
  }
  const topic = channel === classic.trade.name ? channels.publicTrade.name : channel;
  return { instType: MARKET_TYPE, topic, symbol: instId };
}

/** @throws InvalidInput naming the first row that has not the documented shape. */
export function decodePublicPush(push: PushFrame<TopicArg>): PushFrame {
  const { arg, action, ts } = push;
  return {
    action,
    arg: { instType: PRODUCT, channel: channelNameOf(arg), instId: arg.symbol ?? '' },
    data: rowsOf(push),
    ...(ts !== undefined && { ts }),
  };
}

function channelNameOf({ topic, interval = '' }: TopicArg): string {
  if (topic === channels.kline.name) return classic.candle.name + interval;
  return topic === channels.publicTrade.name ? classic.trade.name : topic;
}

function rowsOf({ arg, data, ts = '' }: PushFrame<TopicArg>): unknown[] {
  const symbol = arg.symbol ?? '';
  switch (arg.topic) {
    case channels.ticker.name:
      return decodeRows(channels.ticker, data).map((row) => ({
        instId: symbol,
        lastPr: row.lastPrice,
        bidPr: row.bid1Price,
        askPr: row.ask1Price,
        bidSz: row.bid1Size,
        askSz: row.ask1Size,
        markPrice: row.markPrice ?? '',
        indexPrice: row.indexPrice ?? '',
        fundingRate: row.fundingRate ?? '',
        nextFundingTime: row.nextFundingTime ?? '',
        ts: row.ts ?? ts,
      }));
    case channels.kline.name:
      return decodeRows(channels.kline, data).map((row) => [
        row.start,
        row.open,
        row.high,
        row.low,
        row.close,
        row.volume,
      ]);
    case channels.publicTrade.name:
      return decodeRows(channels.publicTrade, data).map((row) => ({
        ts: row.T,
        price: row.p,
        size: row.v,
        side: row.S,
        tradeId: row.i,
      }));
    case channels.books.name:
      return decodeRows(channels.books, data).map(({ a: asks, b: bids, ...rest }) => ({ ...rest, asks, bids }));
    default:
      return data;
  }
}
