/**
 * Market data in the shapes of the public endpoints and channels.
 * Invariant: numbers are text except where Bitget's own depth endpoint sends numbers; what is not known is "".
 */
import {
  type Candle,
  divideRounded,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatRate,
  formatSize,
  type Instrument,
  type InstrumentStatus,
  type Level,
  notional,
  priceToNumber,
  sizeToNumber,
  type Ticks,
  ZERO,
} from '../../../domain/index.ts';
import {
  type BookView,
  type FundingSettlement,
  PREMIUM_DECIMALS,
  type PublicTrade,
  type Ticker,
} from '../../core/index.ts';

const SYMBOL_STATUS: Record<InstrumentStatus, string> = {
  normal: 'normal',
  'reduce-only': 'limit_open',
  halted: 'maintain',
};

/** A row of `contracts`. The tick is priceEndStep × 10^-pricePlace, the lot sizeMultiplier. */
export const contractRow = (instrument: Instrument) => ({
  symbol: instrument.symbol,
  baseCoin: instrument.base,
  quoteCoin: 'USDT',
  buyLimitPriceRatio: formatRate(instrument.priceBand),
  sellLimitPriceRatio: formatRate(instrument.priceBand),
  feeRateUpRatio: '0.005',
  makerFeeRate: formatRate(instrument.makerFee),
  takerFeeRate: formatRate(instrument.takerFee),
  openCostUpRatio: '0.01',
  supportMarginCoins: ['USDT'],
  minTradeNum: formatSize(instrument, instrument.sizeMin),
  priceEndStep: String(instrument.tick.units),
  volumePlace: String(instrument.lot.decimals),
  pricePlace: String(instrument.tick.decimals),
  sizeMultiplier: formatDecimal(BigInt(instrument.lot.units), instrument.lot.decimals),
  symbolType: 'perpetual',
  minTradeUSDT: formatMoney(instrument.notionalMin),
  maxSymbolOrderNum: '200',
  maxProductOrderNum: '400',
  maxPositionNum: '150',
  symbolStatus: SYMBOL_STATUS[instrument.status],
  offTime: '-1',
  limitOpenTime: '-1',
  deliveryTime: '',
  deliveryStartTime: '',
  deliveryPeriod: '',
  launchTime: '',
  fundInterval: String(instrument.fundingIntervalHours),
  minLever: String(instrument.leverageMin),
  maxLever: String(instrument.leverageMax),
  posLimit: '0.05',
  maintainTime: '',
  maxMarketOrderQty: formatSize(instrument, instrument.marketSizeMax),
  maxOrderQty: formatSize(instrument, instrument.sizeMax),
});

/** The ladder of positions in whole: where the instrument has none of its own, one rung without end. */
export function tiersOf(instrument: Instrument) {
  const { tiers, leverageMax, maintenanceMargin } = instrument;
  if (!tiers) return [{ from: '0', until: '', leverage: String(leverageMax), rate: formatRate(maintenanceMargin) }];
  return tiers.map((tier, i) => ({
    from: formatMoney(tiers[i - 1]?.notionalMax ?? ZERO),
    until: formatMoney(tier.notionalMax),
    leverage: String(tier.leverageMax),
    rate: formatRate(tier.maintenanceMargin),
  }));
}

/** The rows of `query-position-lever`. */
export const tierRows = (instrument: Instrument) =>
  tiersOf(instrument).map(({ from, until, leverage, rate }, i) => ({
    symbol: instrument.symbol,
    level: String(i + 1),
    startUnit: from,
    endUnit: until,
    leverage,
    keepMarginRate: rate,
  }));

/** What one account may hold is what the last tier allows; empty where the ladder has no end. */
export const holdingMax = (instrument: Instrument): string => {
  const last = instrument.tiers?.at(-1);
  return last ? formatMoney(last.notionalMax) : '';
};

/** A row of `oi-limit`: the same for an account and for an owner with all sub-accounts. */
export const openInterestLimitRow = (instrument: Instrument) => ({
  symbol: instrument.symbol,
  notionalValue: holdingMax(instrument),
  totalNotionalValue: holdingMax(instrument),
});

export const priceOrEmpty = (instrument: Instrument, value: Ticks | undefined): string =>
  value === undefined ? '' : formatPrice(instrument, value);

/** Change from `from` to `to` as a fraction with five decimals. */
export function change(from: Ticks | undefined, to: Ticks | undefined): string {
  if (from === undefined || to === undefined || from === 0) return '0';
  return formatDecimal(divideRounded(BigInt(to - from) * 100_000n, BigInt(from)), 5);
}

const prices = (instrument: Instrument, ticker: Ticker) => ({
  symbol: ticker.symbol,
  lastPr: priceOrEmpty(instrument, ticker.last),
  askPr: priceOrEmpty(instrument, ticker.ask),
  bidPr: priceOrEmpty(instrument, ticker.bid),
  bidSz: formatSize(instrument, ticker.bidSize),
  askSz: formatSize(instrument, ticker.askSize),
  open24h: priceOrEmpty(instrument, ticker.open24h),
  high24h: priceOrEmpty(instrument, ticker.high24h),
  low24h: priceOrEmpty(instrument, ticker.low24h),
  change24h: change(ticker.open24h, ticker.last),
  baseVolume: formatSize(instrument, ticker.volume24h),
  quoteVolume: formatMoney(ticker.turnover24h),
  openUtc: '',
  indexPrice: priceOrEmpty(instrument, ticker.index),
  markPrice: priceOrEmpty(instrument, ticker.mark),
  fundingRate: formatRate(ticker.fundingRate),
  holdingAmount: '0',
  ts: String(ticker.at),
});

/** A row of `ticker` and `tickers`. */
export const tickerRow = (instrument: Instrument, ticker: Ticker) => ({
  ...prices(instrument, ticker),
  usdtVolume: formatMoney(ticker.turnover24h),
  changeUtc24h: '',
  deliveryStartTime: null,
  deliveryTime: null,
  deliveryStatus: '',
});

/** A row of `symbol-price`. */
export const priceRow = (instrument: Instrument, ticker: Ticker) => ({
  symbol: ticker.symbol,
  price: priceOrEmpty(instrument, ticker.last),
  indexPrice: priceOrEmpty(instrument, ticker.index),
  markPrice: priceOrEmpty(instrument, ticker.mark),
  ts: String(ticker.at),
});

/** A row of the ticker channel. */
export const tickerPush = (instrument: Instrument, ticker: Ticker) => ({
  ...prices(instrument, ticker),
  instId: ticker.symbol,
  nextFundingTime: String(ticker.nextFundingAt),
  symbolType: 1,
  deliveryPrice: '0',
});

/** A row of `current-fund-rate`. */
export const fundingRow = (instrument: Instrument, ticker: Ticker) => ({
  symbol: ticker.symbol,
  fundingRate: formatRate(ticker.fundingRate),
  fundingRateInterval: String(instrument.fundingIntervalHours),
  nextUpdate: String(ticker.nextFundingAt),
  minFundingRate: '-0.003',
  maxFundingRate: '0.003',
});

/** A row of `history-fund-rate`. */
export const settlementRow = (symbol: string, { at, rate }: FundingSettlement) => ({
  symbol,
  fundingRate: formatRate(rate),
  fundingTime: String(at),
});

/** [start, open, high, low, close, base volume, quote volume]; the turnover is taken at the closing price. */
export const candleRow = (instrument: Instrument, candle: Candle): string[] => [
  String(candle.openAt),
  formatPrice(instrument, candle.open),
  formatPrice(instrument, candle.high),
  formatPrice(instrument, candle.low),
  formatPrice(instrument, candle.close),
  formatSize(instrument, candle.volume),
  formatMoney(notional(instrument, candle.close, candle.volume)),
];

/** A candle of premiums, in which nothing is traded. */
export const premiumRow = ({ openAt, open, high, low, close }: Candle): string[] => [
  String(openAt),
  ...[open, high, low, close].map((premium) => formatDecimal(BigInt(premium), PREMIUM_DECIMALS)),
  '0',
  '0',
];

/** The socket's candle has the turnover in USDT as an eighth column. */
export const candlePush = (instrument: Instrument, candle: Candle): string[] => [
  ...candleRow(instrument, candle),
  formatMoney(notional(instrument, candle.close, candle.volume)),
];

export const numberLevel = (instrument: Instrument, [at, amount]: Level): [number, number] => [
  priceToNumber(instrument, at),
  sizeToNumber(instrument, amount),
];

export const levelText = (instrument: Instrument, [at, amount]: Level): [string, string] => [
  formatPrice(instrument, at),
  formatSize(instrument, amount),
];

/** The data of `merge-depth`. */
export const depth = (instrument: Instrument, book: BookView) => ({
  asks: book.asks.map((level) => numberLevel(instrument, level)),
  bids: book.bids.map((level) => numberLevel(instrument, level)),
  ts: String(book.at),
  scale: formatDecimal(BigInt(instrument.tick.units), instrument.tick.decimals),
  precision: 'scale0',
  isMaxPrecision: 'NO',
});

/** A row of the trade channel. */
export const tradePush = (instrument: Instrument, trade: PublicTrade) => ({
  ts: String(trade.at),
  price: formatPrice(instrument, trade.price),
  size: formatSize(instrument, trade.size),
  side: trade.side,
  tradeId: trade.tradeId,
});

/** A row of `fills` and `fills-history` of the market. */
export const tradeRow = (instrument: Instrument, trade: PublicTrade) => ({
  ...tradePush(instrument, trade),
  symbol: instrument.symbol,
});
