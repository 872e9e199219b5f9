/**
 * An embedded exchange whose account, keys or answers are wrong in a way that a test names, and commands run against it.
 * Invariant: test support only; every secret begins with "canary", so that a leak is found.
 */
import { onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src/adapters/clock/index.ts';
import { money } from '../../src/domain/index.ts';
import { type PaperAccount, type PaperServer, startPaperServer } from '../../src/paper-exchange/server/index.ts';
import { opening, playedSource } from '../../src/paper-exchange/server/testing/market.ts';
import { runInProcess } from './command-in-process.ts';

const SECRETS = { apiSecret: 'canary-of-the-secret', passphrase: 'canary-of-the-phrase' };
const KEY = 'bg_canary_0123456789';

export type Ailment = {
  readonly account?: Partial<PaperAccount>;
  readonly faults?: readonly object[];
  /** What the environment says in place of what is right. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly argv?: readonly string[];
};

/** With a market that stands still. */
export async function exchangeFor({
  account,
  faults = [],
}: Ailment): Promise<{ server: PaperServer; hash: () => string }> {
  const server = await startPaperServer({
    source: playedSource([]),
    accounts: [
      {
        name: 'a',
        apiKey: KEY,
        ...SECRETS,
        balance: money('1000'),
        positionMode: 'hedge',
        marginMode: 'isolated',
        ...account,
      },
    ],
    clock: systemClock,
    rateLimits: 'off',
    faults,
  });
  onTestFinished(() => server.close());
  for (const update of opening()) server.push(update);
  return { server, hash: () => server.exchange.stateHash() };
}

/** Puts the right keys into the environment, but for what is to be wrong. */
export function useKeys({ argv = [], env = {} }: Ailment): void {
  const start = `BITGET_${argv.includes('--testnet') ? 'TESTNET' : 'MAINNET'}_`;
  const right = { API_KEY: KEY, SECRET_KEY: SECRETS.apiSecret, PASSPHRASE: SECRETS.passphrase };
  for (const [name, value] of Object.entries({ ...right, ...env })) vi.stubEnv(start + name, value);
  vi.stubEnv('RATE_LIMIT_REQUESTS_PER_SECOND', '100');
}

/** Runs a command against the address, on the mainnet unless the case says otherwise. */
export async function runAgainst(command: readonly string[], { argv = [] }: Ailment, url: string) {
  const network = argv.includes('--testnet') ? [] : ['--mainnet'];
  const address = argv.includes('--base-url') ? [] : ['--base-url', url];
  const ended = await runInProcess([...command, ...network, ...address, ...argv]);
  process.exitCode = undefined;
  return ended;
}
