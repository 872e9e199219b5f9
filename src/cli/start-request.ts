/**
 * From the options of `viper start` to what is asked of the composition root.
 * Invariant: an option that the mode has no use for is refused, not ignored.
 */
import type { Command } from 'commander';
import { InvalidInput } from '../domain/index.ts';
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
import type { StartMode, StartRequest } from './roots.ts';

export type StartOptions = {
  mode: string;
  family?: string;
  feed: string;
  speed?: string;
  until?: string;
  symbols?: string;
  profile: string;
  timeframe?: string;
  balance: string;
  dataDir?: string;
  exchange?: string;
  maxLeverage?: string;
  param: string[];
  yesTradeRealMoney?: boolean;
  services: boolean;
  ports: string;
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
    profile: options.profile,
    timeframe: options.timeframe,
    balance: parseBalance(options.balance),
    dataDir: options.dataDir,
    exchange: options.exchange,
    leverageMax: optional(options.maxLeverage, parseLeverage),
    params: parseParams(options.param),
    areServicesOn: options.services,
    arePortsFree: parsePorts(options.ports),
    ...listeners,
  };
}

const optional = <T>(text: string | undefined, parse: (text: string) => T): T | undefined =>
  text === undefined ? undefined : parse(text);

function parsePorts(text: string): boolean {
  if (text !== 'standard' && text !== 'free') throw new InvalidInput('--ports', text, 'standard or free');
  return text === 'free';
}
