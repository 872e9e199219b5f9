/**
 * The parts of a client that tests are made of: a clock that stands, credentials, an instrument.
 * Invariant: test support only.
 */
import { onTestFinished } from 'vitest';
import { btc } from '../../../../test/support/instruments.ts';
import { type Instrument, lots, rate } from '../../../domain/index.ts';
import { Secret } from '../../signing/index.ts';
import { type BitgetRest, type BitgetRestOptions, createBitgetRest } from '../rest.ts';

export const NOW = 1_704_067_200_000;
export const clock = { now: () => NOW };

export const credentials = { key: 'key-1', secret: new Secret('hush'), passphrase: new Secret('pass') };

export function restAt(baseUrl: string, given: Partial<BitgetRestOptions> = {}): BitgetRest {
  const rest = createBitgetRest({ baseUrl, clock, credentials, timeoutMs: 500, retryWaitMs: 5, ...given });
  onTestFinished(() => rest.close());
  return rest;
}

/** Tick 0.1, lot 0.001: what BTC_CONTRACT decodes to. */
export const BTC: Instrument = {
  ...btc,
  sizeMax: lots(1_200_000),
  marketSizeMax: lots(220_000),
  priceBand: rate('0.05'),
};

/** The contract that BTC is made from. */
export const BTC_CONTRACT = {
  symbol: 'BTCUSDT',
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  makerFeeRate: '0.0002',
  takerFeeRate: '0.0006',
  minTradeNum: '0.001',
  priceEndStep: '1',
  pricePlace: '1',
  volumePlace: '3',
  sizeMultiplier: '0.001',
  symbolType: 'perpetual',
  minTradeUSDT: '5',
  symbolStatus: 'normal',
  minLever: '1',
  maxLever: '125',
  fundInterval: '8',
  buyLimitPriceRatio: '0.05',
  sellLimitPriceRatio: '0.05',
  maxOrderQty: '1200',
  maxMarketOrderQty: '220',
};

export const BTC_TIERS = [{ symbol: 'BTCUSDT', level: '1', keepMarginRate: '0.004' }];
