/**
 * A seeded life of an exchange over all that it can be asked: accounts, staff and markets, in three symbols with and without
 * tiers, books and modelled liquidity, in every position and margin mode.
 * Invariant: test support only; the same seed gives the same operations, whether the exchange is saved and loaded in between or not.
 */
import { type Instrument, lots, money, rate } from '../../../domain/index.ts';
import { PaperExchange } from '../paper-exchange.ts';
import type { CoreOutput, ExchangeOptions } from '../types.ts';
import { account, BTC, DUST } from './fixtures.ts';
import type { Life, LifeOperation } from './life.ts';
import { ACCOUNT_OPERATIONS } from './life-of-accounts.ts';
import { MARKET_OPERATIONS } from './life-of-markets.ts';
import { ORDER_OPERATIONS } from './life-of-orders.ts';
import { seeded } from './matching-duel.ts';

/** Its ladder is reached at some thousand USDT, so that positions climb and fall from it. */
const TIERED: Instrument = {
  ...BTC,
  leverageMax: 50,
  sizeMax: lots(5_000),
  marketSizeMax: lots(3_000),
  priceBand: rate('0.2'),
  tiers: [
    { notionalMax: money('5000'), leverageMax: 50, maintenanceMargin: rate('0.004') },
    { notionalMax: money('15000'), leverageMax: 20, maintenanceMargin: rate('0.01') },
    { notionalMax: money('40000'), leverageMax: 10, maintenanceMargin: rate('0.05') },
    { notionalMax: money('80000'), leverageMax: 2, maintenanceMargin: rate('0.25') },
  ],
};
/** Shows candles and no book. */
const MODELLED: Instrument = { ...BTC, symbol: 'CALMUSDT' };

/** One account of each position mode and margin mode. */
export const lifeOptions = (latencyMs: number): ExchangeOptions => ({
  instruments: [TIERED, DUST, MODELLED],
  accounts: [
    account('a', { leverage: 20 }),
    account('b', { marginMode: 'crossed', leverage: 50 }),
    account('c', { positionMode: 'one-way', leverage: 100 }),
    account('d', { positionMode: 'one-way', marginMode: 'crossed', leverage: 25 }),
  ],
  latency: { baseMs: latencyMs, jitterMs: latencyMs },
  openMax: 12,
  openInAllMax: 20,
  historyMax: 50,
});

const OPERATIONS: readonly (readonly [string, LifeOperation])[] = [
  ...Object.entries(ORDER_OPERATIONS),
  ...Object.entries(ACCOUNT_OPERATIONS),
  ...Object.entries(MARKET_OPERATIONS),
];
const WEIGHT = OPERATIONS.reduce((sum, [, [weight]]) => sum + weight, 0);

export const OPERATION_NAMES: readonly string[] = OPERATIONS.map(([name]) => name);

export class RandomLife {
  readonly #random: (below: number) => number;
  readonly #options: ExchangeOptions;
  readonly #middles: Map<string, number>;
  #exchange: PaperExchange;
  #at = 1_000;
  #names = 0;
  /** How often each operation was accepted, and how often refused with which code. */
  readonly accepted = new Map<string, number>();
  readonly refused = new Map<string, number>();

  constructor(seed: number, latencyMs = 0) {
    this.#random = seeded(seed);
    this.#options = lifeOptions(latencyMs);
    this.#exchange = new PaperExchange(this.#options);
    this.#middles = new Map(this.#exchange.instruments.map(({ symbol }) => [symbol, 100_000]));
  }

  get exchange(): PaperExchange {
    return this.#exchange;
  }

  /** The next operation, some time after the one before. */
  step(): readonly CoreOutput[] {
    this.#at += this.#random(20_000);
    const [name, operation] = this.#next();
    const { result, outputs } = operation[1](this.#life());
    if (result && !result.ok) count(this.refused, `${name}: ${result.code}`);
    else count(this.accepted, name);
    return outputs;
  }

  /** The exchange as another process would find it. */
  saveAndLoad(): void {
    this.#exchange = PaperExchange.restore(this.#options, JSON.parse(JSON.stringify(this.#exchange.snapshot())));
  }

  #next(): readonly [string, LifeOperation] {
    let roll = this.#random(WEIGHT);
    for (const entry of OPERATIONS) {
      roll -= entry[1][0];
      if (roll < 0) return entry;
    }
    throw new Error('no operation');
  }

  #life(): Life {
    const random = this.#random;
    return {
      exchange: this.#exchange,
      at: this.#at,
      random,
      pick: <T>(items: readonly T[]): T => items[random(items.length)] as T,
      chance: (percent) => random(100) < percent,
      middles: this.#middles,
      name: () => (random(4) === 0 ? '' : `n${++this.#names}`),
    };
  }
}

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
