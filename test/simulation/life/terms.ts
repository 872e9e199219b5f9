/**
 * What a seed makes of a life: its account, its limits, how wild its market is, which faults it knows and how often.
 * Invariant: each life knows some of the faults only, so that a rare one is not always hidden behind a frequent one.
 */
import { money, rate, type SessionConfig } from '../../../src/domain/index.ts';
import { btc, eth, sessionOf } from '../../support/instruments.ts';
import type { Chance } from './chance.ts';

/** Per thousand requests, or per thousand chances where it says so. */
export type Faults = {
  /** Carried out, and the answer lost. */
  readonly lostAfter: number;
  /** Lost on the way there. */
  readonly lostBefore: number;
  /** Carried out long after everybody has given it up. */
  readonly late: number;
  readonly rejected: number;
  readonly limited: number;
  /** Of questions: no answer, though the client has asked three times. */
  readonly unanswered: number;
  /** Requests and answers that take long and still come in time. */
  readonly slow: number;
  /** Of private messages: said twice. */
  readonly twice: number;
  /** Of private messages: this one and those after it on its channel come late. */
  readonly held: number;
  /** The rest per thousand chances of one each second. */
  readonly cuts: number;
  readonly outages: number;
  readonly silences: number;
  readonly crashes: number;
  /** Of crashes: in the middle of a send or of a write. */
  readonly crashesWithin: number;
  readonly stops: number;
};

export type Terms = {
  readonly session: SessionConfig;
  readonly faults: Faults;
  /** Per thousand chances of one each second. */
  readonly commands: number;
  /** The same, of what somebody does beside the bot; 0: nobody else trades the account. */
  readonly strangers: number;
  /** Ticks that a price moves at most in a step. */
  readonly swing: number;
  readonly reconcileEveryMs: number;
  readonly lanes: 'one' | 'per-symbol';
  readonly latency: { readonly baseMs: number; readonly jitterMs: number };
};

export const BALANCE = money('10000');
const hourly = { fundingIntervalHours: 1 };
export const INSTRUMENTS = [
  { ...btc, ...hourly },
  { ...eth, ...hourly },
  { ...eth, ...hourly, symbol: 'SOLUSDT', base: 'SOL' },
  { ...btc, ...hourly, symbol: 'XRPUSDT', base: 'XRP' },
];

export const HEALTHY: Faults = {
  lostAfter: 0,
  lostBefore: 0,
  late: 0,
  rejected: 0,
  limited: 0,
  unanswered: 0,
  slow: 0,
  twice: 0,
  held: 0,
  cuts: 0,
  outages: 0,
  silences: 0,
  crashes: 0,
  crashesWithin: 0,
  stops: 0,
};

/** How often a fault comes at most. */
const WORST: Faults = {
  lostAfter: 150,
  lostBefore: 150,
  late: 100,
  rejected: 100,
  limited: 100,
  unanswered: 20,
  slow: 300,
  twice: 300,
  held: 200,
  cuts: 60,
  outages: 8,
  silences: 8,
  crashes: 30,
  crashesWithin: 15,
  stops: 8,
};

export function termsOf(chance: Chance): Terms {
  const faults = Object.fromEntries(
    Object.entries(WORST).map(([fault, worst]) => [
      fault,
      chance.hits(350) ? Math.ceil(worst / chance.pick([1, 2, 5])) : 0,
    ]),
  ) as Faults;
  const latency = chance.hits(500) ? { baseMs: 0, jitterMs: 0 } : { baseMs: 5, jitterMs: chance.pick([0, 200, 2_000]) };
  return {
    session: sessionFor(chance),
    faults,
    commands: chance.pick([50, 200, 500, 900]),
    strangers: chance.hits(250) ? chance.pick([10, 50]) : 0,
    swing: chance.pick([60, 150, 400]),
    reconcileEveryMs: chance.pick([10_000, 30_000, 60_000]),
    lanes: chance.pick(['one', 'per-symbol']),
    latency,
  };
}

function sessionFor(chance: Chance): SessionConfig {
  const { risk } = sessionOf();
  const family = chance.pick(['classic', 'unified'] as const);
  return sessionOf({
    account: { network: 'embedded', family, name: 'life' },
    symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'].slice(0, chance.between(2, 3)),
    positionMode: chance.pick(['hedge', 'one-way']),
    marginMode: chance.pick(['isolated', 'crossed']),
    risk: {
      ...risk,
      riskPerTrade: rate(chance.pick(['0.005', '0.02'])),
      positionsMax: chance.between(1, 4),
      dailyLossMax: money(chance.pick(['200', '1000', '100000', '100000'])),
      lossesMax: chance.pick([2, 100, 100]),
      cooldownMs: chance.pick([60_000, 300_000]),
    },
    strategies: [{ name: 'signal', timeframe: '1m', params: {} }],
  });
}
