/**
 * From the options of `viper start` to what is asked of the composition root.
 * Invariant: an option that the mode has no use for is refused, not ignored.
 */
import { isIP } from 'node:net';
import type { Command } from 'commander';
import { InvalidInput } from '../domain/index.ts';
import { strategies } from '../strategies/index.ts';
import {
  parseBalance,
  parseFamily,
  parseLeverage,
  parseMode,
  parseParams,
  parseSpeed,
  parseSymbols,
  parseUntil,
} from './parse.ts';
import type { ListenRequest, StartMode, StartRequest } from './roots/index.ts';

export type StartOptions = {
  mode: string;
  family?: string;
  feed: string;
  speed?: string;
  until?: string;
  symbols?: string;
  profile?: string;
  strategy: string[];
  universe?: string;
  timeframe?: string;
  balance: string;
  dataDir?: string;
  exchange?: string;
  maxLeverage?: string;
  param: string[];
  yesTradeRealMoney?: boolean;
  services: boolean;
  ports: string;
  host?: string;
  tlsCert?: string;
  tlsKey?: string;
  allowedHost?: string[];
  flattenOnExit?: boolean;
  headless?: boolean;
  json?: boolean;
};

/** What each mode takes from elsewhere: its prices, its pace, its account. */
const USELESS: Readonly<Record<StartMode, readonly (keyof StartOptions)[]>> = {
  demo: [],
  paper: ['feed', 'speed', 'exchange'],
  testnet: ['feed', 'speed', 'exchange', 'balance', 'family'],
  live: ['feed', 'speed', 'exchange', 'balance', 'family'],
};

export function requestOf(
  options: StartOptions,
  command: Pick<Command, 'getOptionValueSource'>,
  listeners: Pick<StartRequest, 'onNotice' | 'onChecked'>,
): StartRequest {
  const mode = parseMode(options.mode);
  for (const name of USELESS[mode])
    if (command.getOptionValueSource(name) === 'cli')
      throw new InvalidInput(`--${name}`, options[name], `nothing with --mode ${mode}`);
  return {
    mode,
    family: optional(options.family, parseFamily),
    feed: options.feed,
    speed: optional(options.speed, parseSpeed),
    until: optional(options.until, parseUntil),
    symbols: optional(options.symbols, parseSymbols),
    ...chosenBy({ ...options, profile: options.profile ?? usualProfile(mode, options) }, command),
    universe: options.universe,
    timeframe: options.timeframe,
    balance: parseBalance(options.balance),
    dataDir: options.dataDir,
    exchange: options.exchange,
    leverageMax: optional(options.maxLeverage, parseLeverage),
    params: parseParams(options.param),
    areServicesOn: options.services,
    arePortsFree: parsePorts(options.ports),
    listen: listenOf(options),
    flattenOnExit: options.flattenOnExit === true,
    ...listeners,
  };
}

type ListenOptions = Pick<StartOptions, 'host' | 'tlsCert' | 'tlsKey' | 'allowedHost'>;

/** @throws InvalidInput for an address or a name that is none. */
export function listenOf({ host, tlsCert, tlsKey, allowedHost = [] }: ListenOptions): ListenRequest {
  if (host !== undefined && host !== 'localhost' && !isIP(host))
    throw new InvalidInput('--host', host, 'an IP address of this machine, or localhost');
  const wrong = allowedHost.find((name) => !/^[\w.-]+(:\d{1,5})?$/.test(name));
  if (wrong !== undefined)
    throw new InvalidInput('--allowed-host', wrong, 'a name such as viper.example or viper.example:8443');
  return { host, tlsCert, tlsKey, allowedHosts: allowedHost };
}

/** A market that is made up shows every profile at once; on all others the strategic one trades alone. */
const usualProfile = (mode: StartMode, { feed, exchange }: StartOptions): string =>
  mode === 'demo' && exchange === undefined && feed.startsWith('synthetic')
    ? strategies.map(({ name }) => name).join(',')
    : 'strategic';

/** The profile that stands where nobody names one gives way to a strategy of the user's own. */
export function chosenBy(
  { profile, strategy }: { readonly profile: string; readonly strategy: readonly string[] },
  command: Pick<Command, 'getOptionValueSource'>,
): { readonly profile: string | undefined; readonly strategyFiles: readonly string[] } {
  const isUnasked = strategy.length > 0 && command.getOptionValueSource('profile') !== 'cli';
  return { profile: isUnasked ? undefined : profile, strategyFiles: strategy };
}

const optional = <T>(text: string | undefined, parse: (text: string) => T): T | undefined =>
  text === undefined ? undefined : parse(text);

function parsePorts(text: string): boolean {
  if (text !== 'standard' && text !== 'free') throw new InvalidInput('--ports', text, 'standard or free');
  return text === 'free';
}
