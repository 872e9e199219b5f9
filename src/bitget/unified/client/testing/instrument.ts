/**
 * The contract of the client's tests as the Unified API tells it.
 * Invariant: test support only; it decodes to the same instrument as the Classic one.
 */
export const UNIFIED_INSTRUMENT = {
  symbol: 'BTCUSDT',
  category: 'USDT-FUTURES',
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  symbolType: 'perpetual',
  status: 'online',
  priceMultiplier: '0.1',
  quantityMultiplier: '0.001',
  minOrderQty: '0.001',
  maxOrderQty: '1200',
  maxMarketOrderQty: '220',
  minOrderAmount: '5',
  makerFeeRate: '0.0002',
  takerFeeRate: '0.0006',
  minLeverage: '1',
  maxLeverage: '125',
  fundInterval: '8',
  buyLimitPriceRatio: '0.05',
  sellLimitPriceRatio: '0.05',
} as const;
