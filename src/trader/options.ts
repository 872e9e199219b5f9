/**
 * What a trader is made of, checked before anything is opened.
 * Invariant: real money has to be asked for by `useTestnet: false`; a limit can be set and not be left out.
 */
import { readEnv, requireCredentials } from '../adapters/config/index.ts';
import { type BitgetClientOptions, type Credentials, Secret } from '../bitget/index.ts';
import { InvalidInput, type MarginMode, type Money, money, type Rate, type RiskLimits, rate } from '../domain/index.ts';
import type { Clock } from '../ports/index.ts';
import { PROFILE_TYPES, type ProfileType, profileOf, type TraderProfile } from './profiles.ts';
import { type DecimalInput, decimalOf, leverageOf, marginModeOf, refuseUnknown } from './words.ts';

/** What an entry may not exceed; each refusal names the rule. */
export type TraderLimits = {
  /** Share of equity that a trade may lose at its stop. Default: 0.02. */
  readonly riskPerTrade?: DecimalInput | undefined;
  /** Default: 125. */
  readonly leverageMax?: number | undefined;
  /** Default: 10. */
  readonly positionsMax?: number | undefined;
  /** Loss of a UTC day in USDT after which no entry is made. Default: 1000. */
  readonly dailyLossMax?: DecimalInput | undefined;
  /** Losing positions in a row that stop entries for an hour. Default: 5. */
  readonly lossesMax?: number | undefined;
};

export type BitGetTraderOptions = {
  /** Whose risk, leverage, stop and target an order takes that names none. Default: strategic. */
  readonly profileType?: ProfileType | undefined;
  /** The three of an API key; without them market data alone. */
  readonly apiKey?: string | undefined;
  readonly secretKey?: string | Secret | undefined;
  readonly passphrase?: string | Secret | undefined;
  /** How the key signs. Default: hmac. */
  readonly keyKind?: 'hmac' | 'rsa' | undefined;
  /** True, the default: Bitget's demo trading, with a demo key. False: real money. */
  readonly useTestnet?: boolean | undefined;
  /**
   * What the trader may work with, in USDT: sizes are reckoned from this and its profit, or from the account's equity
   * where that is less. Default: 10000.
   */
  readonly initialCapital?: DecimalInput | undefined;
  /** isolated or crossed. Default: isolated. */
  readonly marginMode?: string | undefined;
  readonly limits?: TraderLimits | undefined;
  /** Another exchange that speaks Bitget, such as http://127.0.0.1:9000; `useTestnet: true` then marks demo requests. */
  readonly baseUrl?: string | undefined;
  /** Of all calls together; what lowers a risk is exempt. Default: the documented limit of each call. */
  readonly requestsPerSecondMax?: number | undefined;
  /** Multiplies the documented limits, for accounts of a higher tier. Default: 1. */
  readonly limitFactor?: number | undefined;
  /** Of a call. Default: 5000. */
  readonly timeoutMs?: number | undefined;
  /** The time of this machine. Default: the system's. */
  readonly clock?: Clock | undefined;
};

export type TraderSettings = {
  readonly profile: TraderProfile;
  readonly capital: Money;
  readonly marginMode: MarginMode;
  readonly limits: RiskLimits;
  readonly credentials: Credentials | undefined;
  readonly client: BitgetClientOptions;
};

const NAMES: readonly (keyof BitGetTraderOptions)[] = [
  'profileType',
  'apiKey',
  'secretKey',
  'passphrase',
  'keyKind',
  'useTestnet',
  'initialCapital',
  'marginMode',
  'limits',
  'baseUrl',
  'requestsPerSecondMax',
  'limitFactor',
  'timeoutMs',
  'clock',
];

const LIMITS: readonly (keyof TraderLimits)[] = [
  'riskPerTrade',
  'leverageMax',
  'positionsMax',
  'dailyLossMax',
  'lossesMax',
];

const COUNT_MAX = 100;

/** @throws InvalidInput that names the option; a secret is never shown. */
export function settingsOf(options: BitGetTraderOptions): TraderSettings {
  refuseUnknown('BitGetTrader option', options, NAMES);
  const { profileType = 'strategic', initialCapital = '10000', marginMode = 'isolated' } = options;
  if (!PROFILE_TYPES.includes(profileType)) {
    throw new InvalidInput('profileType', profileType, PROFILE_TYPES.join(', '));
  }
  const credentials = credentialsOf(options);
  return {
    profile: profileOf(profileType),
    capital: money(decimalOf('initialCapital', initialCapital)),
    marginMode: marginModeOf(marginMode),
    limits: limitsOf(options.limits ?? {}),
    credentials,
    client: clientOptionsOf(options, credentials),
  };
}

/** The options of BITGET_TESTNET_* or BITGET_MAINNET_*, or of BITGET_API_KEY and its fellows; keys of one network never serve the other. */
export function keyFromEnvironment(
  useTestnet: boolean,
  env?: Readonly<Record<string, string | undefined>>,
): Pick<BitGetTraderOptions, 'apiKey' | 'secretKey' | 'passphrase' | 'keyKind'> {
  const { key, secret, passphrase, kind } = requireCredentials(useTestnet ? 'testnet' : 'mainnet', hidden, env);
  return { apiKey: key, secretKey: secret, passphrase, keyKind: kind };
}

function limitsOf(given: TraderLimits): RiskLimits {
  refuseUnknown('limits', given, LIMITS);
  const { risk } = readEnv({});
  const { riskPerTrade, dailyLossMax, leverageMax } = given;
  return {
    ...risk,
    sizeFactorAfterCooldown: rate('0.5'),
    sizeFactorStep: rate('0.25'),
    defaultStopDistance: rate('0.02'),
    ...(riskPerTrade !== undefined && { riskPerTrade: shareOf('limits.riskPerTrade', riskPerTrade) }),
    ...(leverageMax !== undefined && { leverageMax: leverageOf(leverageMax) }),
    ...(dailyLossMax !== undefined && { dailyLossMax: money(decimalOf('limits.dailyLossMax', dailyLossMax)) }),
    ...countsOf(given),
  };
}

function countsOf({ positionsMax, lossesMax }: TraderLimits): Partial<RiskLimits> {
  const count = (name: string, value: number): number => {
    if (Number.isInteger(value) && value >= 1 && value <= COUNT_MAX) return value;
    throw new InvalidInput(`limits.${name}`, value, `a whole number from 1 to ${COUNT_MAX}`);
  };
  return {
    ...(positionsMax !== undefined && { positionsMax: count('positionsMax', positionsMax) }),
    ...(lossesMax !== undefined && { lossesMax: count('lossesMax', lossesMax) }),
  };
}

function shareOf(field: string, value: DecimalInput): Rate {
  const share = rate(decimalOf(field, value));
  if (share > rate('1')) throw new InvalidInput(field, value, 'a share from 0 to 1, such as 0.02');
  return share;
}

function clientOptionsOf(
  { useTestnet, baseUrl, timeoutMs, requestsPerSecondMax, limitFactor, clock }: BitGetTraderOptions,
  credentials: Credentials | undefined,
): BitgetClientOptions {
  if (useTestnet !== undefined && typeof useTestnet !== 'boolean') {
    // Text such as "false" is true: real money and play money must not depend on it.
    throw new InvalidInput('useTestnet', useTestnet, 'true or false');
  }
  const network = useTestnet === false ? 'mainnet' : 'testnet';
  return {
    ...(baseUrl === undefined ? { network } : { baseUrl, isDemoTrading: useTestnet === true }),
    credentials,
    timeoutMs,
    requestsPerSecondMax,
    limitFactor,
    clock,
  };
}

function credentialsOf(options: BitGetTraderOptions): Credentials | undefined {
  const { apiKey, secretKey, passphrase, keyKind: kind } = options;
  const missing = (['apiKey', 'secretKey', 'passphrase'] as const).filter((name) => !options[name]);
  if (missing.length === 3) return undefined;
  if (apiKey && secretKey && passphrase) {
    return { kind, key: apiKey, secret: hidden(secretKey), passphrase: hidden(passphrase) };
  }
  throw new InvalidInput(missing.join(' and '), undefined, 'a value, because others of the key are given');
}

const hidden = (text: string | Secret): Secret => (text instanceof Secret ? text : new Secret(text));
