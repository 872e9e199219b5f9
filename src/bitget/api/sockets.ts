/**
 * The channels of both families over at most four sockets: public and private, Classic and Unified.
 * Invariant: a socket is opened when something listens to it; private ones log in first.
 */
import { randomInt } from 'node:crypto';
import type { Clock } from '../../ports/index.ts';
import type { BitgetRest, BitgetSocket, BitgetSocketOptions } from '../client/index.ts';
import { createSocket } from '../client/socket.ts';
import { neverSent } from '../errors/index.ts';
import { PRODUCT } from '../mapper/index.ts';
import { type Channel, type ChannelArg, CLASSIC, channels, type Dialect, SOCKET_PATHS } from '../protocol/index.ts';
import type { Credentials } from '../signing/index.ts';
import {
  ACCOUNT_TYPE,
  MARKET_TYPE,
  type TopicArg,
  UNIFIED,
  SOCKET_PATHS as UNIFIED_SOCKET_PATHS,
  channels as unifiedChannels,
} from '../unified/protocol/index.ts';
import { type Channels, channelsOf, type Wire } from './channels.ts';
import { Hub } from './hub.ts';

export type SocketParts = {
  readonly rest: BitgetRest;
  readonly socketOrigin: string;
  readonly credentials: Credentials | undefined;
  readonly timeoutMs: number | undefined;
};

const RANDOM_SPAN = 2 ** 32;
/** Spreads reconnects; nothing that is traded depends on it. */
export const spread = (): number => randomInt(RANDOM_SPAN) / RANDOM_SPAN;

const CLASSIC_CHANNELS: Wire<ChannelArg> = {
  argOf: ({ name, keyedBy }, symbol, interval = '') => {
    const channel = name + interval;
    if (keyedBy === 'coin') return { instType: PRODUCT, channel, coin: 'default' };
    return { instType: PRODUCT, channel, instId: symbol ?? 'default' };
  },
  symbolOf: ({ instId }) => (instId === 'default' ? undefined : instId),
};

const UNIFIED_CHANNELS: Wire<TopicArg> = {
  argOf: ({ name }, symbol, interval) =>
    symbol === undefined
      ? { instType: ACCOUNT_TYPE, topic: name }
      : { instType: MARKET_TYPE, topic: name, symbol, ...(interval !== undefined && { interval }) },
  symbolOf: ({ symbol }) => symbol,
};

export type Sockets = {
  readonly classic: Channels<typeof channels>;
  readonly unified: Channels<typeof unifiedChannels>;
  close(): Promise<void>;
};

export function socketsOf(settings: SocketParts): Sockets {
  const hubs: { close(): Promise<void> }[] = [];
  const family = <Arg>(dialect: Dialect<Arg>, paths: typeof SOCKET_PATHS | typeof UNIFIED_SOCKET_PATHS) => {
    const hub = (auth: Channel['auth']): Hub<Arg> => {
      const url = settings.socketOrigin + paths[auth];
      const made = new Hub<Arg>({
        keyOf: dialect.keyOf,
        open: (handlers) => connected(settings, { ...handlers, dialect, url, auth }),
      });
      hubs.push(made);
      return made;
    };
    const both = { public: hub('public'), private: hub('private') };
    return ({ auth }: Channel): Hub<Arg> => both[auth];
  };
  return {
    classic: channelsOf(channels, CLASSIC_CHANNELS, family(CLASSIC, SOCKET_PATHS)),
    unified: channelsOf(unifiedChannels, UNIFIED_CHANNELS, family(UNIFIED, UNIFIED_SOCKET_PATHS)),
    close: async () => {
      await Promise.all(hubs.map((hub) => hub.close()));
    },
  };
}

type Connecting<Arg> = Pick<BitgetSocketOptions<Arg>, 'onPush' | 'onGap' | 'url'> & {
  readonly dialect: Dialect<Arg>;
  readonly auth: Channel['auth'];
};

async function connected<Arg>(
  { rest, credentials, timeoutMs }: SocketParts,
  { auth, ...how }: Connecting<Arg>,
): Promise<BitgetSocket<Arg>> {
  const clock: Clock = rest.serverClock;
  const socket = createSocket<Arg>({
    ...how,
    clock,
    random: spread,
    ...(auth === 'private' && { credentials: credentials ?? noKey(how.url) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  if (auth === 'private') await rest.measureClock();
  await socket.connect(NEVER);
  return socket;
}

/** The hub closes its socket itself. */
const NEVER = new AbortController().signal;

function noKey(url: string): never {
  throw neverSent(url, 'no-credentials', { says: 'needs an API key, and none is set' });
}
