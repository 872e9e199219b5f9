/**
 * The configuration that the environment gives, typed and checked; the only reader of process.env.
 * Invariant: what this returns is within its bounds; a program that starts has nothing left to check.
 */
import { InvalidInput, MONEY_DECIMALS, type Money, RATE_DECIMALS, type Rate } from '../../domain/index.ts';
import { decimal, type Env, oneOf, textOf, wholeNumber } from './variables.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type ServicePorts = {
  readonly exchangeConnector: number;
  readonly marketDataManager: number;
  readonly liveTradingEngine: number;
  readonly viperScoring: number;
  readonly dashboard: number;
};

export type EnvConfig = {
  /** 0: any free port. */
  readonly ports: ServicePorts;
  readonly logLevel: LogLevel;
  readonly risk: {
    readonly leverageMax: number;
    readonly riskPerTrade: Rate;
    readonly positionsMax: number;
    readonly dailyLossMax: Money;
    readonly lossesMax: number;
    readonly cooldownMs: number;
  };
};

const LEVERAGE_MAX = 125;
const COOLDOWN_S_MAX = 7 * 86_400;

/** @throws InvalidInput naming variable, value and what is allowed, for the first one that does not fit. */
export function readEnv(env: Env = process.env): EnvConfig {
  const leverageMax = wholeNumber(env, 'MAX_LEVERAGE', { default: LEVERAGE_MAX, min: 1, max: LEVERAGE_MAX });
  return {
    ports: readPorts(env),
    logLevel: oneOf(env, 'LOG_LEVEL', { default: 'info', allowed: LOG_LEVELS }),
    risk: {
      leverageMax,
      riskPerTrade: decimal(env, 'RISK_PER_TRADE', {
        decimals: RATE_DECIMALS,
        default: '0.02',
        min: '0.0001',
        max: '0.1',
      }) as Rate,
      positionsMax: wholeNumber(env, 'MAX_CONCURRENT_POSITIONS', { default: 10, min: 1, max: 100 }),
      dailyLossMax: decimal(env, 'MAX_DAILY_LOSSES', {
        decimals: MONEY_DECIMALS,
        default: '1000',
        min: '0.01',
        max: '1000000000',
      }) as Money,
      lossesMax: wholeNumber(env, 'MAX_CONSECUTIVE_LOSSES', { default: 5, min: 1, max: 100 }),
      cooldownMs: wholeNumber(env, 'CIRCUIT_BREAKER_COOLDOWN', { default: 3_600, min: 1, max: COOLDOWN_S_MAX }) * 1_000,
    },
  };
}

const PORTS: Readonly<Record<keyof ServicePorts, readonly [name: string, port: number]>> = {
  exchangeConnector: ['EXCHANGE_CONNECTOR_PORT', 8000],
  marketDataManager: ['MARKET_DATA_MANAGER_PORT', 8001],
  liveTradingEngine: ['LIVE_TRADING_ENGINE_PORT', 8002],
  viperScoring: ['VIPER_SCORING_SERVICE_PORT', 8009],
  dashboard: ['DASHBOARD_PORT', 8080],
};

function readPorts(env: Env): ServicePorts {
  const users = new Map<number, string>();
  const entries = Object.entries(PORTS).map(([service, [name, standard]]) => {
    const port = wholeNumber(env, name, { default: standard, min: 0, max: 65_535 });
    const other = users.get(port);
    if (port !== 0 && other !== undefined)
      throw new InvalidInput(name, textOf(env, name) ?? port, `a port other than that of ${other}`);
    users.set(port, name);
    return [service, port];
  });
  return Object.fromEntries(entries);
}
