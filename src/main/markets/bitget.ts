/**
 * Modes testnet and live: an account at Bitget itself.
 * Invariant: opening asks and changes nothing; keys of one network are never shown to the other.
 */
import { createHash } from 'node:crypto';
import { systemClock } from '../../adapters/clock/index.ts';
import { checkNetwork, type Network, readRequestsPerSecond, requireCredentials } from '../../adapters/config/index.ts';
import {
  BitgetError,
  type Credentials,
  createBitgetRest,
  identifyAccount,
  type KnownAccount,
  Secret,
} from '../../bitget/index.ts';
import type { StartRequest } from '../../cli/index.ts';
import { type AccountIdentity, InvalidInput, TradingError } from '../../domain/index.ts';
import { connect } from '../connect.ts';
import { Opened } from '../opened.ts';
import { planReal } from '../plan-start.ts';
import { checkAccount } from './check-account.ts';
import { type OpenMarket, type PreparedMarket, USUAL_SYMBOLS, until } from './market.ts';
import { type Place, placeOf } from './place.ts';

type Wish = {
  readonly network: Network;
  readonly place: Place;
  readonly credentials: Credentials;
  readonly symbols: readonly string[];
  readonly requestsPerSecondMax: number;
};

/** @throws InvalidInput for keys, symbols, an address or a limit that are missing or not allowed. */
export function prepareBitget(request: StartRequest, network: Network): PreparedMarket {
  checkNetwork(network);
  const plan = planReal(request);
  const symbols = symbolsOf(request);
  const wish = {
    network,
    place: placeOf(network),
    credentials: requireCredentials(network, (text) => new Secret(text)),
    symbols,
    requestsPerSecondMax: readRequestsPerSecond(),
  };
  return { plan, symbols, account: undefined, open: () => openBitget(wish) };
}

function symbolsOf({ mode, symbols }: StartRequest): readonly string[] {
  if (symbols) return symbols;
  if (mode === 'live') throw new InvalidInput('--symbols', undefined, 'the symbols to trade, in mode live');
  return USUAL_SYMBOLS;
}

async function openBitget(wish: Wish): Promise<OpenMarket> {
  const opened = new Opened();
  try {
    return await openInto(opened, wish);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openInto(opened: Opened, wish: Wish): Promise<OpenMarket> {
  const { network, place, credentials, symbols, requestsPerSecondMax } = wish;
  const { restUrl: baseUrl, isDemoTrading } = place;
  const clock = systemClock;
  const rest = opened.add(createBitgetRest({ baseUrl, credentials, clock, isDemoTrading, requestsPerSecondMax }));
  const { known, connection, found } = await asKeyOf(network, async () => {
    const known = await identifyAccount(rest);
    const connection = opened.add(connect({ ...place, rest, family: known.family, credentials }));
    return { known, connection, found: await checkAccount(connection.venue, symbols) };
  });
  const clockOffsetMs = rest.serverClock.now() - clock.now();
  return {
    name: `Bitget ${network}, ${place.host}`,
    feed: `Bitget ${network}`,
    account: identityOf(known, wish),
    connection,
    facts: { host: place.host, clockOffsetMs, ...found },
    pace: 'paced',
    clock,
    run: (signal, pollMs) => until(() => false, signal, pollMs),
    close: () => opened.close(),
  };
}

/** The first words with a key. @throws InvalidInput for a key of the other network; TradingError for one that is not accepted. */
async function asKeyOf<T>(network: Network, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const said = error instanceof BitgetError ? error : error instanceof Error ? error.cause : undefined;
    if (!(said instanceof BitgetError)) throw error;
    if (said.kind === 'environment') throw wrongNetwork(network, said);
    if (said.kind !== 'credentials') throw error;
    throw new TradingError('key-refused', `the ${network} does not accept the API key: ${said.message}`, {
      cause: said,
    });
  }
}

function wrongNetwork(network: Network, cause: BitgetError): InvalidInput {
  const kind = { testnet: 'a key of demo trading', mainnet: 'a key of the mainnet, not of demo trading' }[network];
  const name = `BITGET_${network.toUpperCase()}_API_KEY or BITGET_API_KEY`;
  return new InvalidInput(name, 'the key that is set', `${kind}; the exchange says: ${cause.message}`, cause);
}

/** By the number of the user, where it is told: a new key is still the same account. */
function identityOf({ family, uid }: KnownAccount, { network, place, credentials }: Wish): AccountIdentity {
  const name = uid === undefined ? `key ${fingerprint(credentials.key)}` : `uid ${uid}`;
  return { network, family, name: place.isHere ? `${name} on this machine` : name };
}

const fingerprint = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 12);
