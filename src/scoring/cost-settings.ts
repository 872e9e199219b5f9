/**
 * The numbers of both models of execution cost, in USDT; the documented ones are the default.
 * Invariant: tiers stand from the greatest volume down, and their factors rise.
 */

export type CostSettings = {
  /** What the tier model asks for a coin before its volume is looked at. */
  readonly bases: readonly { readonly coins: readonly string[]; readonly cost: number }[];
  /** Of a coin that stands in no row. */
  readonly baseOther: number;
  /** `factor` on the base where more than `above` USDT are traded in 24 hours. */
  readonly tiers: readonly { readonly above: number; readonly factor: number }[];
  readonly factorLeast: number;
  /** On perpetual futures, which trade at tighter spreads. */
  readonly futuresFactor: number;
  /** The least that the tier model answers. */
  readonly costMin: number;
  /** USDT that the book model trades. */
  readonly notional: number;
  /** Of the square-root impact. */
  readonly impact: number;
};

export const DOCUMENTED_COSTS: CostSettings = {
  bases: [
    { coins: ['BTC'], cost: 0.12 },
    { coins: ['ETH'], cost: 0.16 },
    { coins: ['BNB', 'SOL', 'ADA', 'MATIC', 'AVAX', 'DOT', 'LINK'], cost: 0.25 },
  ],
  baseOther: 0.5,
  tiers: [
    { above: 50e6, factor: 0.7 },
    { above: 20e6, factor: 0.9 },
    { above: 10e6, factor: 1 },
    { above: 5e6, factor: 1.3 },
    { above: 1e6, factor: 2 },
  ],
  factorLeast: 5,
  futuresFactor: 0.8,
  costMin: 0.01,
  notional: 5_000,
  impact: 0.0001,
};
