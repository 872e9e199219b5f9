/**
 * Market data in the Unified shapes.
 * Invariant: numbers are text except the levels of the REST book; a candle is a list by REST and an object by socket.
 */
import {
  type Candle,
  formatDecimal,
  formatMoney,
  formatPrice,
  formatRate,
  formatSize,
  type Instrument,
  type InstrumentStatus,
  type Lots,
  notional,
} from '../../../../domain/index.ts';
import type { BookView, FundingSettlement, PublicTrade, Ticker } from '../../../core/index.ts';
import type { BookPush } from '../../sockets/public-feed.ts';
import { change, holdingMax, levelText, numberLevel, priceOrEmpty, tiersOf } from '../../wire/market.ts';
import { CATEGORY } from './words.ts';

const STATUS: Record<InstrumentStatus, string> = { normal: 'online', 'reduce-only': 'limit_open', halted: 'offline' };

/** A row of instruments. */
export const instrumentRow = (instrument: Instrument) => ({
  symbol: instrument.symbol,
  category: CATEGORY,
  isRwa: 'NO',
  baseCoin: instrument.base,
  quoteCoin: 'USDT',
  buyLimitPriceRatio: formatRate(instrument.priceBand),
  sellLimitPriceRatio: formatRate(instrument.priceBand),
  feeRateUpRatio: '0.005',
  makerFeeRate: formatRate(instrument.makerFee),
  takerFeeRate: formatRate(instrument.takerFee),
  openCostUpRatio: '0.01',
  minOrderQty: formatSize(instrument, instrument.sizeMin),
  maxOrderQty: formatSize(instrument, instrument.sizeMax),
  maxMarketOrderQty: formatSize(instrument, instrument.marketSizeMax),
  pricePrecision: String(instrument.tick.decimals),
  quantityPrecision: String(instrument.lot.decimals),
  quotePrecision: '',
  priceMultiplier: formatDecimal(BigInt(instrument.tick.units), instrument.tick.decimals),
  quantityMultiplier: formatDecimal(BigInt(instrument.lot.units), instrument.lot.decimals),
  type: 'perpetual',
  symbolType: 'crypto',
  minOrderAmount: formatMoney(instrument.notionalMin),
  maxSymbolOrderNum: '200',
  maxProductOrderNum: '400',
  maxPositionNum: '150',
  status: STATUS[instrument.status],
  offTime: '-1',
  limitOpenTime: '-1',
  deliveryTime: '',
  deliveryStartTime: '',
  deliveryPeriod: '',
  launchTime: '',
  fundInterval: String(instrument.fundingIntervalHours),
  minLeverage: String(instrument.leverageMin),
  maxLeverage: String(instrument.leverageMax),
  maintainTime: '',
});

/** The rows of position-tier. */
export const tierRows = (instrument: Instrument) =>
  tiersOf(instrument).map(({ from, until, leverage, rate }, i) => ({
    tier: String(i + 1),
    minTierValue: from,
    maxTierValue: until,
    leverage,
    mmr: rate,
  }));

/** A row of the account's own limit: sub-accounts share it. */
export const ownLimit = (instrument: Instrument) => ({
  symbol: instrument.symbol,
  singleUserLimit: holdingMax(instrument),
  masterSubLimit: holdingMax(instrument),
  marketMakerLimit: '',
});

/** A row of history-fund-rate. */
export const settlementRow = (symbol: string, { at, rate }: FundingSettlement) => ({
  symbol,
  fundingRate: formatRate(rate),
  fundingRateTimestamp: String(at),
});

/** The data of index-components: the index is the exchange's own. */
export const indexComponents = (instrument: Instrument, ticker: Ticker) => ({
  symbol: instrument.symbol,
  componentList: [
    {
      exchange: 'embedded',
      spotPair: `${instrument.base}/USDT`,
      equivalentPrice: priceOrEmpty(instrument, ticker.index),
      weight: '1',
    },
  ],
});

/** A row of the ticker channel. */
export const tickerPush = (instrument: Instrument, ticker: Ticker) => ({
  lastPrice: priceOrEmpty(instrument, ticker.last),
  openPrice24h: priceOrEmpty(instrument, ticker.open24h),
  highPrice24h: priceOrEmpty(instrument, ticker.high24h),
  lowPrice24h: priceOrEmpty(instrument, ticker.low24h),
  ask1Price: priceOrEmpty(instrument, ticker.ask),
  bid1Price: priceOrEmpty(instrument, ticker.bid),
  ask1Size: formatSize(instrument, ticker.askSize),
  bid1Size: formatSize(instrument, ticker.bidSize),
  price24hPcnt: change(ticker.open24h, ticker.last),
  volume24h: formatSize(instrument, ticker.volume24h),
  turnover24h: formatMoney(ticker.turnover24h),
  indexPrice: priceOrEmpty(instrument, ticker.index),
  markPrice: priceOrEmpty(instrument, ticker.mark),
  fundingRate: formatRate(ticker.fundingRate),
  nextFundingTime: String(ticker.nextFundingAt),
});

/** A row of tickers. */
export const tickerRow = (
  instrument: Instrument,
  { ticker, openInterest }: { ticker: Ticker; openInterest: Lots },
) => ({
  ...tickerPush(instrument, ticker),
  openInterest: formatSize(instrument, openInterest),
  category: CATEGORY,
  symbol: ticker.symbol,
  ts: String(ticker.at),
});

/** The data of orderbook. */
export const orderbook = (instrument: Instrument, book: BookView) => ({
  a: book.asks.map((level) => numberLevel(instrument, level)),
  b: book.bids.map((level) => numberLevel(instrument, level)),
  ts: String(book.at),
});

/** A row of the book channels. */
export const bookPush = (instrument: Instrument, { levels, at, seq, pseq }: BookPush) => ({
  a: levels.asks.map((level) => levelText(instrument, level)),
  b: levels.bids.map((level) => levelText(instrument, level)),
  ts: String(at),
  seq,
  pseq,
  maxdepth: '200',
});

/** A row of the kline channel; the turnover is taken at the closing price. */
export const candlePush = (instrument: Instrument, candle: Candle) => ({
  start: String(candle.openAt),
  open: formatPrice(instrument, candle.open),
  high: formatPrice(instrument, candle.high),
  low: formatPrice(instrument, candle.low),
  close: formatPrice(instrument, candle.close),
  volume: formatSize(instrument, candle.volume),
  turnover: formatMoney(notional(instrument, candle.close, candle.volume)),
});

/** A row of the publicTrade channel. */
export const tradePush = (instrument: Instrument, trade: PublicTrade) => ({
  p: formatPrice(instrument, trade.price),
  v: formatSize(instrument, trade.size),
  S: trade.side,
  T: String(trade.at),
  i: trade.tradeId,
  L: trade.tradeId,
});

/** A row of the public fills. */
export const tradeRow = (instrument: Instrument, trade: PublicTrade) => ({
  execId: trade.tradeId,
  execLinkId: trade.tradeId,
  price: formatPrice(instrument, trade.price),
  size: formatSize(instrument, trade.size),
  side: trade.side,
  ts: String(trade.at),
});
