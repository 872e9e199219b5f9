/**
 * The engine that runs on this machine, as another process of it asks it: by the typed client of its service.
 * Invariant: sends nothing where nothing listens, and says so.
 */
import { type LocksConfig, readEnv, readLocks, readToken } from '../adapters/config/index.ts';
import { Secret } from '../bitget/signing/index.ts';
import { TradingError } from '../domain/index.ts';
import { createViperClient, ServiceError, type ViperClient } from '../services/client/index.ts';
import { SERVICES } from '../services/contract/index.ts';

/** @throws TradingError `not-running` when nothing listens on the engine's port, `not-trusted`, `not-plain`, `token-needed`; what else went wrong, as the client says it. */
export async function askEngine<T>(
  ask: (engine: ViperClient['liveTradingEngine']) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const port = readEnv().ports.liveTradingEngine;
  const locks = readLocks();
  const viper = createViperClient({
    addresses: { liveTradingEngine: `${originOf(locks)}:${port}` },
    token: readToken((text) => new Secret(text))?.reveal(),
    timeoutMs,
  });
  try {
    return await ask(viper.liveTradingEngine);
  } catch (cause) {
    throw helped(cause, { port, isTls: locks.tlsCert !== undefined });
  }
}

/** The same, with what mends it, where that is known. */
function helped(cause: unknown, { port, isTls }: { readonly port: number; readonly isTls: boolean }): unknown {
  const codes = codesOf(cause);
  if (codes.has('ECONNREFUSED')) {
    const { variable } = SERVICES['live-trading-engine'];
    const message = `no engine listens on 127.0.0.1:${port}; start one with \`viper start\`, or set ${variable} to the port of the one that runs`;
    return new TradingError('not-running', message, { details: { port, variable }, cause });
  }
  const untrusted = UNTRUSTED.find((code) => codes.has(code));
  if (untrusted !== undefined) {
    const message = `the certificate of the engine is not trusted (${untrusted}): set NODE_EXTRA_CA_CERTS to the file of the certificate, or of who signed it; nothing was sent`;
    return new TradingError('not-trusted', message, { details: { port }, cause });
  }
  if (cause instanceof ServiceError && cause.problem?.status === 401) {
    const message =
      'the engine asks for a token: set VIPER_TOKEN to one that `viper token create` has made; nothing was done';
    return new TradingError('token-needed', message, { details: { port }, cause });
  }
  if (codes.has('UND_ERR_SOCKET') && !isTls) {
    const message = `what listens on 127.0.0.1:${port} breaks off: where the services speak TLS, set VIPER_TLS_CERT as they have it`;
    return new TradingError('not-plain', message, { details: { port }, cause });
  }
  return cause;
}

const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
] as const;

/** The services listen on all of these names where they listen everywhere. */
const EVERYWHERE = ['0.0.0.0', '::', 'localhost'];

function originOf({ host = '127.0.0.1', tlsCert }: LocksConfig): string {
  const name = EVERYWHERE.includes(host) ? '127.0.0.1' : host;
  return `${tlsCert === undefined ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}`;
}

/** Of an error and of all that caused it. */
function codesOf(error: unknown): ReadonlySet<unknown> {
  const codes = new Set<unknown>();
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at) codes.add(at.code);
  return codes;
}
