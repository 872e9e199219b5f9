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
import { openSource, startEmbeddedExchange } from './embedded-exchange.ts';
import { planStart, type StartPlan } from './plan-start.ts';

type Common = {
  readonly name: string;
  readonly address: ExchangeAddress;
  readonly symbols: readonly string[];
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

export async function openExchange(
  request: StartRequest,
  startedAt: number,
): Promise<{ plan: StartPlan; market: OpenMarket }> {
  return request.exchange === undefined
    ? openEmbedded(request, startedAt)
    : openBeside(request, request.exchange, startedAt);
}

async function openEmbedded(
  request: StartRequest,
  startedAt: number,
): Promise<{ plan: StartPlan; market: OpenMarket }> {
  const { feed, symbols, balance } = request;
  const source = openSource(feed, symbols);
  const plan = planStart(request, source.name, startedAt);
  const { dataDir, speed } = plan;
  const embedded = await startEmbeddedExchange({
    source,
    port: 0,
    accounts: 'classic:1',
    balance,
    dataDir,
    speed,
  });
  const { server, address } = embedded;
  const common = {
    name: 'embedded exchange',
    address,
    symbols: source.instruments.map(({ symbol }) => symbol),
    close: () => server.close(),
  };
  if (embedded.pace === 'driven')
    return { plan, market: { ...common, pace: 'driven', clock: embedded.clock, server, source } };
  const run = async (signal: AbortSignal, pollMs: number): Promise<void> => {
    const driver = server.pace();
    await until(() => driver.isAtEnd, signal, pollMs);
    driver.stop();
  };
  return { plan, market: { ...common, pace: 'paced', clock: embedded.clock, run } };
}

function openBeside(request: StartRequest, file: string, startedAt: number): { plan: StartPlan; market: OpenMarket } {
  if (request.speed !== undefined)
    throw new InvalidInput('--speed', request.speed, 'nothing: with --exchange the exchange sets the pace');
  const address = readAddress(file);
  const symbols = request.symbols ?? [...address.symbols];
  const plan = planStart({ ...request, speed: address.clock.factor }, address.feed, startedAt);
  const run = (signal: AbortSignal, pollMs: number): Promise<void> => until(() => false, signal, pollMs);
  const clock = createScaledClock(address.clock);
  return {
    plan,
    market: { name: `exchange at ${address.rest}`, address, symbols, pace: 'paced', clock, run, close: async () => {} },
  };
}

const Address = Type.Object({
  rest: Type.String(),
  ws: Type.Object({ public: Type.String(), private: Type.String() }),
  accounts: Type.Array(
    Type.Object({
      name: Type.String(),
      family: Type.Literal('classic'),
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
