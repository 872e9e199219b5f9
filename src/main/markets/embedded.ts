/**
 * Mode demo: an exchange embedded in this process, over a synthetic or recorded market.
 */
import type { StartRequest } from '../../cli/index.ts';
import type { AccountIdentity } from '../../domain/index.ts';
import { currentSymbol, PRIORITY_SYMBOLS } from '../../paper-exchange/sources/index.ts';
import { accountOf, connect, embeddedParts } from '../connect.ts';
import {
  type EmbeddedExchange,
  type EmbeddedOptions,
  openSource,
  startEmbeddedExchange,
} from '../embedded-exchange.ts';
import { planStart } from '../plan-start.ts';
import { type OpenMarket, type PreparedMarket, until } from './market.ts';

export function prepareEmbedded(request: StartRequest, startedAt: number): PreparedMarket {
  const { feed, balance, family = 'classic' } = request;
  const isSynthetic = feed.startsWith('synthetic');
  const symbols = isSynthetic ? request.symbols?.map(currentSymbol) : request.symbols;
  // A synthetic exchange always lists its usual symbols, so that a later start may trade other ones of them.
  const listed = isSynthetic && symbols ? [...new Set([...PRIORITY_SYMBOLS, ...symbols])] : symbols;
  const source = openSource(feed, listed, request.speed);
  const plan = planStart(request, source.name, startedAt);
  const { dataDir, speed } = plan;
  return {
    plan,
    symbols: symbols ?? source.instruments.map(({ symbol }) => symbol),
    account: embeddedAccount(family),
    open: () => openEmbedded({ source, port: 0, accounts: `${family}:1`, balance, dataDir, speed }),
  };
}

/** The one account that a run makes in its own exchange. */
export const embeddedAccount = (family: AccountIdentity['family']): AccountIdentity => ({
  network: 'embedded',
  family,
  name: `${family}-1`,
});

/** An embedded exchange as a market to trade on. */
export async function openEmbedded(options: EmbeddedOptions): Promise<OpenMarket> {
  return marketOf(await startEmbeddedExchange(options), options);
}

export function marketOf(embedded: EmbeddedExchange, { source }: Pick<EmbeddedOptions, 'source'>): OpenMarket {
  const { server, address, clock } = embedded;
  const account = accountOf(address, undefined);
  const { family } = account;
  const isUnlimited = embedded.pace === 'driven';
  const connection = connect({ family, ...embeddedParts(address.rest, account, { clock, isUnlimited }) });
  const close = async (): Promise<void> => {
    await connection.close();
    await server.close();
  };
  const common = { name: 'embedded exchange', feed: address.feed, account: embeddedAccount(family) };
  const parts = { ...common, address, connection, close };
  if (embedded.pace === 'driven') return { ...parts, pace: 'driven', clock: embedded.clock, server, source };
  const run = async (signal: AbortSignal, pollMs: number): Promise<void> => {
    const driver = server.pace();
    // A live market that has nothing to say at the moment is not over.
    await until(() => source.endAt !== undefined && driver.isAtEnd, signal, pollMs);
    driver.stop();
  };
  return { ...parts, pace: 'paced', clock: embedded.clock, run };
}
