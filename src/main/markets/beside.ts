/**
 * Mode demo on a `viper exchange` that runs beside this process.
 * Invariant: the family is what the exchange says of the account, whatever the file says.
 */
import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/schema';
import { createScaledClock } from '../../adapters/clock/index.ts';
import { detectFamily } from '../../bitget/index.ts';
import type { ExchangeAddress, StartRequest } from '../../cli/index.ts';
import { InvalidInput } from '../../domain/index.ts';
import { accountOf, connect, type EmbeddedAccount, embeddedParts } from '../connect.ts';
import { planStart } from '../plan-start.ts';
import { type OpenMarket, type PreparedMarket, until } from './market.ts';

/** @param file holds the JSON line of the exchange. */
export function prepareBeside(request: StartRequest, file: string, startedAt: number): PreparedMarket {
  if (request.speed !== undefined)
    throw new InvalidInput('--speed', request.speed, 'nothing: with --exchange the exchange sets the pace');
  const address = readAddress(file);
  const account = accountOf(address, request.family);
  const plan = planStart({ ...request, speed: address.clock.factor }, address.feed, startedAt);
  return {
    plan,
    symbols: request.symbols ?? address.symbols,
    account: undefined,
    open: () => openBeside(address, account),
  };
}

async function openBeside(address: ExchangeAddress, account: EmbeddedAccount): Promise<OpenMarket> {
  const clock = createScaledClock(address.clock);
  const parts = embeddedParts(address.rest, account, { clock, isUnlimited: false });
  try {
    const family = await detectFamily(parts.rest);
    const connection = connect({ family, ...parts });
    return {
      name: `exchange at ${address.rest}`,
      feed: address.feed,
      account: { network: 'embedded', family, name: account.name },
      address,
      connection,
      pace: 'paced',
      clock,
      run: (signal, pollMs) => until(() => false, signal, pollMs),
      close: () => connection.close(),
    };
  } catch (error) {
    await parts.rest.close();
    throw error;
  }
}

const Address = Type.Object({
  pid: Type.Integer(),
  rest: Type.String(),
  ws: Type.Object({ public: Type.String(), private: Type.String() }),
  unifiedWs: Type.Object({ public: Type.String(), private: Type.String() }),
  accounts: Type.Array(
    Type.Object({
      name: Type.String(),
      family: Type.Union([Type.Literal('classic'), Type.Literal('unified')]),
      environment: Type.Union([Type.Literal('live'), Type.Literal('demo')]),
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
  models: Type.Record(Type.String(), Type.String()),
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
    if (Check(Address, value)) return value;
  } catch {}
  throw new InvalidInput('--exchange', file, allowed);
}
