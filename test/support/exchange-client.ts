/**
 * Either family of the Bitget client over an embedded exchange whose market a test writes.
 * Invariant: real sockets on loopback; whatever is opened is closed after the test.
 */
import { onTestFinished } from 'vitest';
import { createBitgetRest, publicFeedsOf, Secret, type VenueParts, venueOf } from '../../src/bitget/index.ts';
import type { AccountFamily, PositionMode } from '../../src/domain/index.ts';
import { money } from '../../src/domain/index.ts';
import type { MarketUpdate } from '../../src/paper-exchange/core/index.ts';
import { KEY } from '../../src/paper-exchange/server/testing/client.ts';
import { opening, playedSource } from '../../src/paper-exchange/server/testing/market.ts';
import { running, testAccount } from '../../src/paper-exchange/server/testing/running.ts';
import { lossyProxy } from './lossy-proxy.ts';

export type ExchangeClientOptions = Partial<Pick<VenueParts, 'orderPath' | 'renewEveryMs'>> & {
  readonly positionMode?: PositionMode;
  /** Of the account, in USDT; default 1 000 000. */
  readonly balance?: string;
};

export async function exchangeClient(family: AccountFamily, options: ExchangeClientOptions = {}) {
  const { positionMode = 'hedge', balance = '1000000', ...settings } = options;
  const updates: MarketUpdate[] = opening();
  const { server, clock, advance } = await running({
    source: playedSource(updates),
    accounts: [testAccount({ family, positionMode, balance: money(balance) })],
    rateLimits: 'off',
  });
  const credentials = { key: KEY.apiKey, secret: new Secret(KEY.apiSecret), passphrase: new Secret(KEY.passphrase) };
  const proxy = await lossyProxy(server.rest);
  const pace = { limitFactor: 1_000, attemptsMax: 2, retryWaitMs: 5 };
  const rest = createBitgetRest({ baseUrl: proxy.url, credentials, clock, ...pace });
  const socketOrigin = proxy.url.replace(/^http/, 'ws');
  const parts = {
    rest,
    socketOrigin,
    credentials,
    random: () => 0.5,
    messagesPerSecond: 1_000,
    timeoutMs: 500,
    ...settings,
  };
  const opened = venueOf(family, parts);
  const { books } = publicFeedsOf(family, parts);
  onTestFinished(async () => {
    await Promise.all([books.close(), opened.feed.close(), opened.venue.close()]);
    await rest.close();
  });
  return { ...opened, books, rest, updates, advance, clock, proxy };
}
