/**
 * The Bitget client over one account: venue and market feed on one REST pool.
 * Invariant: whoever closes the connection closes everything of it.
 */
import { randomInt } from 'node:crypto';
import {
  type BitgetRest,
  type Credentials,
  createBitgetRest,
  type RestObserver,
  Secret,
  type SocketState,
  venueOf,
} from '../bitget/index.ts';
import type { ExchangeAddress } from '../cli/index.ts';
import { type AccountFamily, TradingError } from '../domain/index.ts';
import type { Clock, MarketFeed, Venue } from '../ports/index.ts';

export type Connection = {
  readonly venue: Venue;
  readonly feed: MarketFeed;
  /** What it was made of, for others that speak to the same account. */
  readonly parts: Omit<ConnectOptions, 'messagesPerSecond'>;
  /** Tells one observer of every request and of every change of a socket from now on. */
  observe(observer: ConnectionObserver): void;
  close(): Promise<void>;
};

export type ConnectionObserver = RestObserver & { onSocket(url: string, state: SocketState): void };

export type ConnectOptions = {
  /** Closed with the connection. */
  readonly rest: BitgetRest;
  readonly family: AccountFamily;
  readonly credentials: Credentials;
  /** Such as https://api.bitget.com. */
  readonly restUrl: string;
  readonly isDemoTrading: boolean;
  /** Such as wss://ws.bitget.com. */
  readonly socketOrigin: string;
  readonly messagesPerSecond?: number;
};

const RANDOM_SPAN = 2 ** 32;

/** Uniform in [0, 1). */
export const random = (): number => randomInt(RANDOM_SPAN) / RANDOM_SPAN;

/** Nothing is sent and nothing connects before venue or feed are used. */
export function connect({ family, ...parts }: ConnectOptions): Connection {
  let onSocket: ConnectionObserver['onSocket'] | undefined;
  const onState: ConnectionObserver['onSocket'] = (url, state) => onSocket?.(url, state);
  const { venue, feed } = venueOf(family, { ...parts, random, onState });
  const close = async (): Promise<void> => {
    await feed.close();
    await venue.close();
    await parts.rest.close();
  };
  const observe = (observer: ConnectionObserver): void => {
    onSocket = (url, state) => observer.onSocket(url, state);
    parts.rest.observe(observer);
  };
  return { venue, feed, parts: { family, ...parts }, observe, close };
}

export type EmbeddedAccount = ExchangeAddress['accounts'][number];

/** The first account, or the first of the family. @throws TradingError `no-account`. */
export function accountOf(
  { accounts }: Pick<ExchangeAddress, 'accounts'>,
  family: AccountFamily | undefined,
): EmbeddedAccount {
  const account = accounts.find((candidate) => family === undefined || candidate.family === family);
  if (account) return account;
  throw new TradingError('no-account', `the exchange has no ${family ?? ''} account to trade with`);
}

/** An account of an embedded exchange, before its family is known. */
export type EmbeddedParts = Omit<ConnectOptions, 'family'>;

/** @param options.isUnlimited the exchange is driven in step and sets no limits of its own. */
export function embeddedParts(
  restUrl: string,
  { apiKey: key, apiSecret, passphrase, environment }: Omit<EmbeddedAccount, 'name' | 'family' | 'balance'>,
  { clock, isUnlimited }: { readonly clock: Clock; readonly isUnlimited: boolean },
): EmbeddedParts {
  const credentials = { key, secret: new Secret(apiSecret), passphrase: new Secret(passphrase) };
  const limitFactor = isUnlimited ? 1_000 : 1;
  const isDemoTrading = environment === 'demo';
  return {
    rest: createBitgetRest({ baseUrl: restUrl, credentials, clock, limitFactor, isDemoTrading }),
    credentials,
    restUrl,
    isDemoTrading,
    socketOrigin: restUrl.replace(/^http/, 'ws'),
    ...(isUnlimited && { messagesPerSecond: Number.POSITIVE_INFINITY }),
  };
}
