/**
 * The Unified family's public data behind the feeds that both families share.
 * Invariant: a message that cannot be read becomes a gap, told once until the next readable one.
 */
import { InvalidInput } from '../../../domain/index.ts';
import type { CandleSource } from '../../client/candle-history.ts';
import type { PublicWire } from '../../client/market-feed.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { type BitgetSocket, type BitgetSocketOptions, createSocket } from '../../client/socket.ts';
import type { ChannelArg, PushFrame } from '../../protocol/index.ts';
import { CATEGORY, decodePublicPush, encodeTopic } from '../mapper/index.ts';
import { endpoints, type TopicArg, topicKey, UNIFIED } from '../protocol/index.ts';

export const UNIFIED_WIRE: PublicWire = { openSocket, candleSources };

function openSocket({ onPush, onGap, ...options }: BitgetSocketOptions): BitgetSocket {
  const unreadable = new Set<string>();
  const socket = createSocket<TopicArg>({
    ...options,
    onGap,
    dialect: UNIFIED,
    onPush: (push) => {
      const key = topicKey(push.arg);
      const frame = readOr(push, (error) => {
        if (!unreadable.has(key)) onGap(`${key} cannot be read: ${error.message}`);
        unreadable.add(key);
      });
      if (!frame) return;
      unreadable.delete(key);
      onPush(frame);
    },
  });
  const topicsOf = (args: readonly ChannelArg[]) => args.map(encodeTopic);
  return {
    connect: (signal) => socket.connect(signal),
    subscribe: (args) => socket.subscribe(topicsOf(args)),
    unsubscribe: (args) => socket.unsubscribe(topicsOf(args)),
    renew: (args) => socket.renew(topicsOf(args)),
    request: async (request) => {
      const { arg: _, ...answer } = await socket.request(request);
      return answer;
    },
    settle: () => socket.settle(),
    close: () => socket.close(),
  };
}

function readOr(push: PushFrame<TopicArg>, onUnreadable: (error: InvalidInput) => void): PushFrame | undefined {
  try {
    return decodePublicPush(push);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    onUnreadable(error);
    return undefined;
  }
}

/** What every page of the documentation grants; one of them says 1000. */
const CANDLES_PER_CALL = '100';

function candleSources(rest: BitgetRest): readonly CandleSource[] {
  const common = { category: CATEGORY, interval: '1m', limit: CANDLES_PER_CALL } as const;
  return [
    (symbol, endTime) => rest.call(endpoints.candles, { ...common, symbol, endTime }),
    (symbol, endTime) => rest.call(endpoints.historyCandles, { ...common, symbol, endTime }),
  ];
}
