/**
 * Which channels there are and where their pushes come from; and who may log in.
 * Invariant: another product's instType is acknowledged and stays silent, as on the real venue.
 */
import type { ChannelArg, LoginArg } from '../../../bitget/protocol/index.ts';
import { ApiError } from '../http/api-error.ts';
import type { KeyRing } from '../http/authenticate.ts';
import { PRODUCT_TYPE } from '../wire/words.ts';
import type { SocketErrorCode } from './frames.ts';
import type { Channels } from './hub.ts';
import { PrivateFeed } from './private-feed.ts';
import type { PublicFeed } from './public-feed.ts';

const OTHER_PRODUCTS = new Set(['SPOT', 'COIN-FUTURES', 'USDC-FUTURES']);

/** The feeds as the hub sees them. */
export const channelsOf = (publicFeed: PublicFeed, privateFeed: PrivateFeed): Channels => ({
  isPrivate: PrivateFeed.isPrivate,

  topicOf: ({ instType, channel, instId, coin }, account) => {
    const key = instId ?? coin;
    if (key === undefined) return undefined;
    if (OTHER_PRODUCTS.has(instType)) return 'silent';
    if (instType !== PRODUCT_TYPE) return undefined;
    if (!PrivateFeed.isPrivate(channel)) return publicFeed.topicOf(channel, key);
    return account === undefined ? undefined : privateFeed.topicOf(account, channel, key);
  },

  firstFrame: ({ channel, instId, coin }: ChannelArg, account) => {
    const key = instId ?? coin ?? '';
    if (!PrivateFeed.isPrivate(channel)) return publicFeed.firstFrame(channel, key);
    return account === undefined ? undefined : privateFeed.firstFrame(account, channel, key);
  },
});

const LOGIN_ERRORS: Record<string, SocketErrorCode> = {
  '40005': 30013,
  '40008': 30014,
  '40009': 30015,
  '40012': 30012,
  '40037': 30011,
};

/** The account's name, or why the login is refused. */
export function logIn(
  keys: KeyRing,
  { apiKey, passphrase, timestamp, sign }: LoginArg,
  now: number,
): string | SocketErrorCode {
  const signed = { timestamp: String(timestamp), method: 'GET', path: '/user/verify', body: '' } as const;
  try {
    return keys.authenticate({ ...signed, apiKey, passphrase, signature: sign }, now).account;
  } catch (error) {
    if (error instanceof ApiError) return LOGIN_ERRORS[error.apiCode] ?? 30005;
    throw error;
  }
}
