/**
 * The exchange that a demo trades on: embedded in this process, or a `viper exchange` that runs beside it.
 */
import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { type AlarmClock, createScaledClock, type PacedClock } from '../adapters/clock/index.ts';
import type { ExchangeAddress, StartRequest } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import type { MarketSource } from '../paper-exchange/core/index.ts';
import type { PaperServer } from '../paper-exchange/server/index.ts';
import { currentSymbol, PRIORITY_SYMBOLS } from '../paper-exchange/sources/index.ts';
import { type EmbeddedOptions, openSource, startEmbeddedExchange } from './embedded-exchange.ts';
import { planStart, type StartPlan } from './plan-start.ts';

type Common = {
  readonly name: string;
  readonly address: ExchangeAddress;
  close(): Promise<void>;
};

export type OpenMarket = Common &
  (
    | {
        readonly pace: 'driven';
        readonly clock: AlarmClock;
        readonly server: PaperServer;
        readonly source: MarketSource;
      }
    /** `run` lets the market go; it resolves at its end, or at the signal. */
    | { readonly pace: 'paced'; readonly clock: PacedClock; run(signal: AbortSignal, pollMs: number): Promise<void> }
  );

/** A market that is checked and not yet opened: until `open` nothing listens and no file is made. */
export type PreparedMarket = {
  readonly plan: StartPlan;
  readonly symbols: readonly string[];
  open(): Promise<OpenMarket>;
};

/** @throws InvalidInput for a feed, symbol, speed or exchange file that is not allowed. */
export const prepareMarket = (request: StartRequest, startedAt: number): PreparedMarket =>
  request.exchange === undefined
    ? prepareEmbedded(request, startedAt)
    : prepareBeside(request, request.exchange, startedAt);

function prepareEmbedded(request: StartRequest, startedAt: number): PreparedMarket {
  const { feed, balance } = request;
  const isSynthetic = feed.startsWith('synthetic');
  const symbols = isSynthetic ? request.symbols?.map(currentSymbol) : request.symbols;
  // A synthetic exchange always lists its usual symbols, so that a later start may trade other ones of them.
  const listed = isSynthetic && symbols ? [...new Set([...PRIORITY_SYMBOLS, ...symbols])] : symbols;
  const source = openSource(feed, listed);
  const plan = planStart(request, source.name, startedAt);
  const { dataDir, speed } = plan;
  return {
    plan,
    symbols: symbols ?? source.instruments.map(({ symbol }) => symbol),
    open: () => openEmbedded({ source, port: 0, accounts: 'classic:1', balance, dataDir, speed }),
  };
}

async function openEmbedded(options: EmbeddedOptions): Promise<OpenMarket> {
  const embedded = await startEmbeddedExchange(options);
  const { server, address } = embedded;
  const common = { name: 'embedded exchange', address, close: () => server.close() };
  if (embedded.pace === 'driven')
    return { ...common, pace: 'driven', clock: embedded.clock, server, source: options.source };
  const run = async (signal: AbortSignal, pollMs: number): Promise<void> => {
    const driver = server.pace();
    await until(() => driver.isAtEnd, signal, pollMs);
    driver.stop();
  };
  return { ...common, pace: 'paced', clock: embedded.clock, run };
}

function prepareBeside(request: StartRequest, file: string, startedAt: number): PreparedMarket {
  if (request.speed !== undefined)
    throw new InvalidInput('--speed', request.speed, 'nothing: with --exchange the exchange sets the pace');
  const address = readAddress(file);
  const plan = planStart({ ...request, speed: address.clock.factor }, address.feed, startedAt);
  const run = (signal: AbortSignal, pollMs: number): Promise<void> => until(() => false, signal, pollMs);
  const open = async (): Promise<OpenMarket> => ({
    name: `exchange at ${address.rest}`,
    address,
    pace: 'paced',
    clock: createScaledClock(address.clock),
    run,
    close: async () => {},
  });
  return { plan, symbols: request.symbols ?? address.symbols, open };
}

const Address = Type.Object({
  rest: Type.String(),
  ws: Type.Object({ public: Type.String(), private: Type.String() }),
  unifiedWs: Type.Object({ public: Type.String(), private: Type.String() }),
  accounts: Type.Array(
    Type.Object({
      name: Type.String(),
      family: Type.Union([Type.Literal('classic'), Type.Literal('unified')]),
      apiKey: Type.String(),
      apiSecret: Type.String(),
      passphrase: Type.String(),
      balance: Type.String(),
    }),
    { minItems: 1 },
  ),
  admin: Type.Object({ url: Type.String(), token: Type.String() }),
  clock: Type.Object({
    anchorWallMs: Type.Number(),
    anchorMs: Type.Number(),
    factor: Type.Number({ exclusiveMinimum: 0 }),
  }),
  feed: Type.String(),
  symbols: Type.Array(Type.String(), { minItems: 1 }),
});

function readAddress(file: string): Static<typeof Address> {
  const allowed = 'a file that holds the JSON line of `viper exchange --json`';
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new InvalidInput('--exchange', file, allowed, cause);
  }
  try {
    const value: unknown = JSON.parse(text.split('\n', 1)[0] ?? '');
    if (Value.Check(Address, value)) return value;
  } catch {}
  throw new InvalidInput('--exchange', file, allowed);
}

async function until(isDone: () => boolean, signal: AbortSignal, pollMs: number): Promise<void> {
  while (!isDone() && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, pollMs));
}
