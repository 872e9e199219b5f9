/**
 * Which channels there are and where their pushes come from; and who may log in.
 * Invariant: another product's instType is acknowledged and stays silent, as on the real venue.
 */
import { ChannelArg, type LoginArg, SOCKET_PATHS, validator } from '../../../bitget/protocol/index.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller, KeyRing } from '../http/authenticate.ts';
import { PRODUCT_TYPE } from '../wire/words.ts';
import { errorFrame, type SocketErrorCode } from './frames.ts';
import type { Gate, Wish } from './hub.ts';
import { PrivateFeed } from './private-feed.ts';
import type { PublicFeed } from './public-feed.ts';
import { classicTrade, type TradeOptions } from './trade.ts';

/** So many fit into the largest frame anyway. */
const ARGS_MAX = 100;

const OTHER_PRODUCTS = new Set(['SPOT', 'COIN-FUTURES', 'USDC-FUTURES']);

export type ClassicFeeds = TradeOptions & {
  readonly publicFeed: PublicFeed;
  readonly privateFeed: PrivateFeed;
  /** Accounts of the Unified family may log in here and are told nothing. */
  readonly isTold: (account: string) => boolean;
};

const isChannelArg = validator(ChannelArg, 'subscription').check;

/** The Classic sockets. */
export function classicGates(feeds: ClassicFeeds): readonly Gate[] {
  const wishOf = (arg: unknown): Wish | undefined => (isChannelArg(arg) ? wishFor(feeds, arg) : undefined);
  return [
    { path: SOCKET_PATHS.public, isPrivate: false, argsMax: ARGS_MAX, wishOf },
    { path: SOCKET_PATHS.private, isPrivate: true, argsMax: ARGS_MAX, wishOf, trade: classicTrade(feeds) },
  ];
}

function wishFor({ publicFeed, privateFeed, isTold }: ClassicFeeds, arg: ChannelArg): Wish {
  const { instType, channel, instId, coin } = arg;
  const isPrivate = PrivateFeed.isPrivate(channel);
  const key = instId ?? coin;
  return {
    arg,
    isPrivate,
    topicOf: (account) => {
      if (key === undefined) return undefined;
      if (OTHER_PRODUCTS.has(instType)) return 'silent';
      if (instType !== PRODUCT_TYPE) return undefined;
      if (!isPrivate) return publicFeed.topicOf(channel, key);
      const topic = account === undefined ? undefined : privateFeed.topicOf(account, channel, key);
      return topic === undefined || isTold(account ?? '') ? topic : 'silent';
    },
    firstFrame: (account) => {
      if (!isPrivate) return publicFeed.firstFrame(channel, key ?? '');
      return account === undefined ? undefined : privateFeed.firstFrame(account, channel, key ?? '');
    },
    refusal: (code) => errorFrame(code, { op: 'subscribe', arg }),
  };
}

const LOGIN_ERRORS: Record<string, SocketErrorCode> = {
  '40005': 30013,
  '40008': 30014,
  '40009': 30015,
  '40012': 30012,
  '40037': 30011,
};

/** Who logs in, or why the login is refused. */
export function logIn(
  keys: KeyRing,
  { apiKey, passphrase, timestamp, sign }: LoginArg,
  now: number,
): Caller | SocketErrorCode {
  const signed = { timestamp: String(timestamp), method: 'GET', path: '/user/verify', body: '' } as const;
  try {
    return keys.authenticate({ ...signed, apiKey, passphrase, signature: sign }, { now });
  } catch (error) {
    if (error instanceof ApiError) return LOGIN_ERRORS[error.apiCode] ?? 30005;
    throw error;
  }
}
