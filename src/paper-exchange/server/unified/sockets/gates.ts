/**
 * The Unified sockets: which topics there are and where their pushes come from.
 * Invariant: another product's instType is acknowledged and stays silent, and errors name no argument, as on the real venue.
 */
import { validator } from '../../../../bitget/protocol/index.ts';
import { TopicArg, UNIFIED_SOCKET_PATHS } from '../../../../bitget/unified/index.ts';
import { errorFrame } from '../../sockets/frames.ts';
import type { Gate, Wish } from '../../sockets/hub.ts';
import type { PublicFeed } from '../../sockets/public-feed.ts';
import type { TradeOptions } from '../../sockets/trade.ts';
import { ACCOUNT_TYPE, MARKET_TYPE } from '../wire/words.ts';
import { channelName } from './dialect.ts';
import { UnifiedPrivateFeed } from './private-feed.ts';
import { unifiedTrade } from './trade.ts';

const ARGS_MAX = 24;

const OTHER_PRODUCTS = new Set(['spot', 'coin-futures', 'usdc-futures']);

export type UnifiedFeeds = TradeOptions & {
  readonly publicFeed: PublicFeed;
  readonly privateFeed: UnifiedPrivateFeed;
  /** Accounts of the Classic family may log in here and are told nothing. */
  readonly isTold: (account: string) => boolean;
};

const isTopicArg = validator(TopicArg, 'subscription').check;

export function unifiedGates(feeds: UnifiedFeeds): readonly Gate[] {
  const wishOf = (arg: unknown): Wish | undefined => {
    if (!isTopicArg(arg)) return undefined;
    return UnifiedPrivateFeed.isPrivate(arg.topic) ? privateWish(feeds, arg) : publicWish(feeds, arg);
  };
  return [
    { path: UNIFIED_SOCKET_PATHS.public, isPrivate: false, argsMax: ARGS_MAX, wishOf },
    { path: UNIFIED_SOCKET_PATHS.private, isPrivate: true, argsMax: ARGS_MAX, wishOf, trade: unifiedTrade(feeds) },
  ];
}

function publicWish({ publicFeed }: UnifiedFeeds, arg: TopicArg): Wish {
  const { instType, topic, symbol, interval } = arg;
  const channel = channelName(topic, interval);
  return {
    arg,
    isPrivate: false,
    topicOf: () => {
      if (symbol === undefined) return undefined;
      if (OTHER_PRODUCTS.has(instType)) return 'silent';
      return instType === MARKET_TYPE ? publicFeed.topicOf(channel, symbol) : undefined;
    },
    firstFrame: () => publicFeed.firstFrame(channel, symbol ?? ''),
    refusal: (code) => errorFrame(code, { op: 'subscribe' }),
  };
}

function privateWish({ privateFeed, isTold }: UnifiedFeeds, arg: TopicArg): Wish {
  const { instType, topic } = arg;
  return {
    arg,
    isPrivate: true,
    topicOf: (account) => {
      if (account === undefined || instType !== ACCOUNT_TYPE) return undefined;
      return isTold(account) ? privateFeed.topicOf(account, topic) : 'silent';
    },
    firstFrame: (account) => (account === undefined ? undefined : privateFeed.firstFrame(account, topic)),
    refusal: (code) => errorFrame(code, { op: 'subscribe' }),
  };
}
