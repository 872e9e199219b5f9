/**
 * Instruments and session configurations for tests.
 * Invariant: round numbers, so that a test's arithmetic can be done by hand.
 */
import { type Instrument, lots, money, rate, type SessionConfig } from '../../src/domain/index.ts';

/** Tick 0.1, lot 0.001: one tick times one lot is 0.0001 USDT. */
export const btc: Instrument = {
  symbol: 'BTCUSDT',
  base: 'BTC',
  tick: { units: 1, decimals: 1 },
  lot: { units: 1, decimals: 3 },
  sizeMin: lots(1),
  sizeMax: lots(1_000_000),
  marketSizeMax: lots(500_000),
  notionalMin: money('5'),
  leverageMin: 1,
  leverageMax: 125,
  makerFee: rate('0.0002'),
  takerFee: rate('0.0006'),
  maintenanceMargin: rate('0.004'),
  fundingIntervalHours: 8,
  priceBand: rate('0.5'),
  status: 'normal',
};

/** Tick 0.01, lot 0.01: one tick times one lot is 0.0001 USDT. */
export const eth: Instrument = {
  ...btc,
  symbol: 'ETHUSDT',
  base: 'ETH',
  tick: { units: 1, decimals: 2 },
  lot: { units: 1, decimals: 2 },
};

/** Two positions at once, 2 % a trade, 5 losses to the cooldown of an hour. */
export const sessionOf = (given: Partial<SessionConfig> = {}): SessionConfig => ({
  mode: 'simulation',
  tag: 'test',
  symbols: ['BTCUSDT', 'ETHUSDT'],
  positionMode: 'hedge',
  marginMode: 'isolated',
  risk: {
    leverageMax: 20,
    riskPerTrade: rate('0.02'),
    positionsMax: 2,
    dailyLossMax: money('500'),
    lossesMax: 5,
    cooldownMs: 3_600_000,
    sizeFactorAfterCooldown: rate('0.5'),
    sizeFactorStep: rate('0.25'),
    defaultStopDistance: rate('0.02'),
  },
  strategies: [],
  ...given,
});
