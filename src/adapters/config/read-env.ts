/**
 * The configuration that the environment gives, typed and checked; the only reader of process.env.
 * Invariant: what this returns is within its bounds; a program that starts has nothing left to check.
 */
import { InvalidInput, type Money, type Rate } from '../../domain/index.ts';
import { type LogLevel, logLevel, network, ports, scoring, storage, trading } from './definitions/index.ts';
import { decimal, type Env, figureOf, oneOf, textOf, wholeNumber } from './variables.ts';

export type ServicePorts = { readonly [Service in keyof typeof ports]: number };

export type EnvConfig = {
  /** 0: any free port. */
  readonly ports: ServicePorts;
  readonly logLevel: LogLevel;
  /** Between two comparisons with the account that nothing has asked for, in real time. */
  readonly reconcileEveryMs: number;
  /** Held by the journal of a run before its oldest market data is let go. */
  readonly journalBytesMax: number;
  readonly risk: {
    readonly leverageMax: number;
    readonly riskPerTrade: Rate;
    readonly positionsMax: number;
    readonly dailyLossMax: Money;
    readonly lossesMax: number;
    readonly cooldownMs: number;
  };
  /** Of orders by hand that do not say. */
  readonly orders: {
    readonly leverage: number;
    /** Notional. */
    readonly size: Money;
  };
};

/** @throws InvalidInput naming variable, value and what is allowed, for the first one that does not fit. */
export function readEnv(env: Env = process.env): EnvConfig {
  const leverageMax = wholeNumber(env, trading.leverageMax);
  return {
    ports: readPorts(env),
    logLevel: oneOf(env, logLevel) ?? 'info',
    reconcileEveryMs: wholeNumber(env, network.reconcileEveryS) * 1_000,
    journalBytesMax: wholeNumber(env, storage.journalMaxMb) * 2 ** 20,
    risk: {
      leverageMax,
      riskPerTrade: decimal(env, trading.riskPerTrade) as Rate,
      positionsMax: wholeNumber(env, trading.positionsMax),
      dailyLossMax: decimal(env, trading.dailyLossMax) as Money,
      lossesMax: wholeNumber(env, trading.lossesMax),
      cooldownMs: wholeNumber(env, trading.cooldownS) * 1_000,
    },
    orders: {
      leverage: Math.min(wholeNumber(env, trading.leverageDefault), leverageMax),
      size: decimal(env, trading.positionSize) as Money,
    },
  };
}

export type ScoringConfig = {
  readonly rules: {
    readonly thresholdHigh: number;
    readonly thresholdMedium: number;
    readonly cooldownMs: number;
    readonly expiryMs: number;
    readonly signalsPerSymbolMax: number;
  };
  /** USDT, like the base costs below. */
  readonly costMax: number;
  readonly baseCosts: Readonly<Record<'btc' | 'eth' | 'majors' | 'others', number>>;
  /** USDT traded in 24 hours, falling: very high, high, good, moderate, low. */
  readonly volumes: readonly [number, number, number, number, number];
};

/** @throws InvalidInput as `readEnv`, and where thresholds do not fall. */
export function readScoring(env: Env = process.env): ScoringConfig {
  const { volumeVeryHigh, volumeHigh, volumeGood, volumeModerate, volumeLow } = scoring;
  const rules = {
    thresholdHigh: figureOf(env, scoring.thresholdHigh),
    thresholdMedium: figureOf(env, scoring.thresholdMedium),
    cooldownMs: wholeNumber(env, scoring.cooldownS) * 1_000,
    expiryMs: wholeNumber(env, scoring.expiryS) * 1_000,
    signalsPerSymbolMax: wholeNumber(env, scoring.signalsPerSymbolMax),
  };
  mustFall(env, [scoring.thresholdHigh, scoring.thresholdMedium]);
  const volumes = [volumeVeryHigh, volumeHigh, volumeGood, volumeModerate, volumeLow] as const;
  mustFall(env, volumes);
  return {
    rules,
    costMax: figureOf(env, scoring.costMax),
    baseCosts: {
      btc: figureOf(env, scoring.btc),
      eth: figureOf(env, scoring.eth),
      majors: figureOf(env, scoring.majors),
      others: figureOf(env, scoring.others),
    },
    volumes: volumes.map((definition) => figureOf(env, definition)) as unknown as ScoringConfig['volumes'],
  };
}

/** Each at most the one before it. */
function mustFall(env: Env, falling: readonly (typeof scoring.thresholdHigh)[]): void {
  for (const [i, definition] of falling.entries()) {
    const above = falling[i - 1];
    if (above && figureOf(env, definition) > figureOf(env, above))
      throw new InvalidInput(
        definition.name,
        figureOf(env, definition),
        `at most ${above.name}, ${figureOf(env, above)}`,
      );
  }
}

function readPorts(env: Env): ServicePorts {
  const users = new Map<number, string>();
  const entries = Object.entries(ports).map(([service, definition]) => {
    const { name } = definition;
    const port = wholeNumber(env, definition);
    const other = users.get(port);
    if (port !== 0 && other !== undefined)
      throw new InvalidInput(name, textOf(env, name) ?? port, `a port other than that of ${other}`);
    users.set(port, name);
    return [service, port];
  });
  return Object.fromEntries(entries);
}
