/**
 * The instrument that strategies are tried on: BTCUSDT in round numbers, tick 0.1, lot 0.0001.
 */
import { type Instrument, lots, money, rate } from '../../domain/index.ts';

export const testInstrument: Instrument = {
  symbol: 'BTCUSDT',
  base: 'BTC',
  tick: { units: 1, decimals: 1 },
  lot: { units: 1, decimals: 4 },
  sizeMin: lots(1),
  sizeMax: lots(12_000_000),
  marketSizeMax: lots(2_200_000),
  notionalMin: money('5'),
  leverageMin: 1,
  leverageMax: 125,
  makerFee: rate('0.0002'),
  takerFee: rate('0.0006'),
  maintenanceMargin: rate('0.004'),
  fundingIntervalHours: 8,
  priceBand: rate('0.05'),
  status: 'normal',
};
