/**
 * Composition root of `viper validate` and `viper debug signature`: keys from the environment, the network they are for.
 * Invariant: asks only; nothing is ever changed or ordered.
 */
import { systemClock } from '../adapters/clock/index.ts';
import { type EnvCredentials, readEnv, readRequestsPerSecond, requireCredentials } from '../adapters/config/index.ts';
import { checkConnection, checkSignature, type Fault, noKeys } from '../bitget/diagnosis/index.ts';
import { type Credentials, Secret } from '../bitget/index.ts';
import type {
  ComparedSignature,
  ConnectionRequest,
  SignatureRequest,
  Validated,
  ValidateRequest,
} from '../cli/index.ts';
import { InvalidInput, TradingError } from '../domain/index.ts';
import { type Place, placeOf } from './markets/place.ts';

/** @throws InvalidInput for an address or a limit that is not allowed. */
export async function validate(request: ValidateRequest): Promise<Validated> {
  const { network, symbol, onCheck } = request;
  const place = placeOf(network, request.baseUrl);
  const diagnosis = await checkConnection({
    ...wireOf(place, request),
    // Every call is asked for about once.
    ...(place.isHere && { gapMs: 0 }),
    place: { host: place.host, network },
    credentials: credentialsOf(network),
    symbol,
    orders: readEnv().orders,
    requestsPerSecondMax: readRequestsPerSecond(),
    onCheck,
  });
  return { network, host: place.host, symbol, ...diagnosis };
}

/** @throws InvalidInput as `validate`; TradingError `no-keys` where there is nothing to sign with. */
export async function debugSignature(request: SignatureRequest): Promise<ComparedSignature> {
  const { network, symbol, isCompareOnly, subAccount } = request;
  const place = placeOf(network, request.baseUrl);
  const credentials = credentialsOf(network);
  if ('says' in credentials) throw new TradingError('no-keys', `${credentials.says} ${credentials.advice}`);
  const report = await checkSignature({
    ...wireOf(place, request),
    place: { host: place.host, network },
    credentials,
    symbol,
    isCompareOnly,
    subAccount,
  });
  return { network, host: place.host, symbol, ...report };
}

/** An exchange on this machine has no limit of its address, but those of its calls. */
const GAP_HERE_MS = 110;

function wireOf({ restUrl, isDemoTrading, isHere }: Place, { timeoutMs }: ConnectionRequest) {
  const gapMs = 1_000 / readRequestsPerSecond();
  return {
    restUrl,
    isDemoTrading,
    clock: systemClock,
    timeoutMs,
    gapMs: isHere ? Math.min(gapMs, GAP_HERE_MS) : gapMs,
  };
}

/** Which variable is wanted, without the value, which there is none of. */
const missingText = ({ details, message }: InvalidInput): string =>
  details.value === 'undefined' ? `${details.field} is not set: expected ${details.allowed}.` : `${message}.`;

/** As the examples of the documents have it. */
const PLACEHOLDER = /^your_/i;

function credentialsOf(network: ConnectionRequest['network']): Credentials | Fault {
  const advice = 'Run `viper init`, or set the variables.';
  let isPlaceholder = false;
  const hide = (text: string): Secret => {
    isPlaceholder ||= PLACEHOLDER.test(text);
    return new Secret(text);
  };
  let found: EnvCredentials<Secret>;
  try {
    found = requireCredentials(network, hide);
  } catch (error) {
    if (error instanceof InvalidInput) return noKeys(missingText(error), advice);
    throw error;
  }
  if (isPlaceholder || PLACEHOLDER.test(found.key))
    return noKeys('The keys are still the placeholders of an example.', advice);
  return found;
}
