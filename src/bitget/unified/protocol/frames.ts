/**
 * The subscriptions of the Unified sockets; everything else is as on the Classic ones.
 * Invariant: a market is named by lower-case instType, topic and symbol; the account by "UTA" and topic.
 */
import { type Static, Type } from 'typebox';
import { type Dialect, framesOf } from '../../protocol/frames.ts';
import { validator } from '../../protocol/validation.ts';

export const SOCKET_PATHS = { public: '/v3/ws/public', private: '/v3/ws/private' } as const;

export const MARKET_TYPE = 'usdt-futures';
export const ACCOUNT_TYPE = 'UTA';

export const TopicArg = Type.Object({
  instType: Type.String(),
  topic: Type.String(),
  symbol: Type.Optional(Type.String()),
  /** Of candles, such as 1m. */
  interval: Type.Optional(Type.String()),
});
export type TopicArg = Static<typeof TopicArg>;

/** Identifies a subscription within a connection. */
export const topicKey = (arg: TopicArg): string =>
  `${arg.instType}|${arg.topic}|${arg.symbol ?? ''}|${arg.interval ?? ''}`;

export const frames = framesOf(TopicArg);

export const UNIFIED: Dialect<TopicArg> = {
  isEvent: validator(frames.EventFrame, 'socket event').check,
  isPush: validator(frames.PushFrame, 'socket push').check,
  keyOf: topicKey,
};
