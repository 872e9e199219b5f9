/**
 * Instruments, accounts and requests for the tests of the core.
 * Invariant: test support only; nothing outside tests imports it.
 */
import { btc } from '../../../../test/support/instruments.ts';
import {
  type Instrument,
  lots,
  money,
  type OrderRequest,
  rate,
  type TriggerRequest,
  ticks,
} from '../../../domain/index.ts';
import type { MarketUpdate } from '../market-update.ts';
import { PaperExchange } from '../paper-exchange.ts';
import type { AccountConfig, CommandAnswer, CoreOutput, ExchangeOptions, PlanRequest } from '../types.ts';

/** Tick 0.1, lot 0.001: one tick times one lot is 0.0001 USDT. */
export const BTC: Instrument = { ...btc, priceBand: rate('0.9') };

/** Finer than cash: one tick times one lot is 10^-9 USDT. */
export const DUST: Instrument = {
  ...BTC,
  symbol: 'DUSTUSDT',
  base: 'DUST',
  tick: { units: 1, decimals: 6 },
  lot: { units: 1, decimals: 3 },
  notionalMin: money('0'),
};

export const account = (name: string, config: Partial<AccountConfig> = {}): AccountConfig => ({
  name,
  balance: money('10000'),
  positionMode: 'hedge',
  marginMode: 'isolated',
  ...config,
});

export const exchangeOf = (options: Partial<ExchangeOptions> = {}): PaperExchange =>
  new PaperExchange({ instruments: [BTC, DUST], accounts: [account('a'), account('b')], ...options });

let count = 0;

export const order = (given: Partial<OrderRequest> = {}): OrderRequest => ({
  clientOid: `c${++count}`,
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'long',
  type: given.price === undefined ? 'market' : 'limit',
  price: undefined,
  size: lots(100),
  timeInForce: 'gtc',
  marginMode: 'isolated',
  leverage: 10,
  stopLoss: undefined,
  takeProfit: undefined,
  ...given,
});

export const trigger = (given: Partial<TriggerRequest> = {}): TriggerRequest => ({
  clientOid: `t${++count}`,
  symbol: 'BTCUSDT',
  positionSide: 'long',
  kind: 'stop-loss',
  triggerPrice: ticks(9_000),
  triggerBy: 'last',
  size: undefined,
  ...given,
});

/** Opens 100 lots when the last price reaches 101,000. */
export const plan = (given: Partial<PlanRequest> = {}): PlanRequest => ({
  clientOid: `p${++count}`,
  kind: 'trigger',
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'long',
  size: lots(100),
  triggerPrice: ticks(101_000),
  triggerBy: 'last',
  type: given.price === undefined ? 'market' : 'limit',
  price: undefined,
  timeInForce: 'gtc',
  marginMode: 'isolated',
  callback: undefined,
  stopLoss: undefined,
  takeProfit: undefined,
  ...given,
});

let clock = 0;

/** A second later than the time before. */
function nextAt(): number {
  clock += 1_000;
  return clock;
}

type Given<T extends MarketUpdate['type']> = Partial<Omit<Extract<MarketUpdate, { type: T }>, 'type'>>;

/** A book around 100,000 ticks; each update is a second later than the one before. */
export const book = (
  bids: readonly [number, number][],
  asks: readonly [number, number][],
  given: Given<'book'> = {},
): MarketUpdate => ({
  type: 'book',
  at: nextAt(),
  symbol: 'BTCUSDT',
  isSnapshot: true,
  bids: bids.map(([price, size]) => [ticks(price), lots(size)]),
  asks: asks.map(([price, size]) => [ticks(price), lots(size)]),
  ...given,
});

export const trade = (price: number, size: number, side: 'buy' | 'sell', given: Given<'trade'> = {}): MarketUpdate => ({
  type: 'trade',
  at: nextAt(),
  symbol: 'BTCUSDT',
  price: ticks(price),
  size: lots(size),
  side,
  ...given,
});

export const mark = (price: number, given: Given<'mark'> = {}): MarketUpdate => ({
  type: 'mark',
  at: nextAt(),
  symbol: 'BTCUSDT',
  mark: ticks(price),
  index: ticks(price),
  fundingRate: rate('0.0001'),
  nextFundingAt: 0,
  ...given,
});

export const funding = (text: string): MarketUpdate => ({
  type: 'funding',
  at: nextAt(),
  symbol: 'BTCUSDT',
  rate: rate(text),
});

/** The minute that begins at `minute` × 60,000 ms, walked. */
export const candle = (
  minute: number,
  [open, high, low, close]: readonly [number, number, number, number],
  volume = 0,
): MarketUpdate => ({
  type: 'candle',
  at: (minute + 1) * 60_000,
  symbol: 'BTCUSDT',
  walk: true,
  candle: {
    openAt: minute * 60_000,
    open: ticks(open),
    high: ticks(high),
    low: ticks(low),
    close: ticks(close),
    volume: lots(volume),
  },
});

/** One word per event, such as `order live`, `fill 100@10001 taker`, `trigger canceled`, `bill funding`. */
export const story = (outputs: readonly CoreOutput[]): string[] =>
  outputs.flatMap((output) => {
    if (!('event' in output)) return [];
    const { event } = output;
    if (event.type === 'fill') return [`fill ${event.fill.size}@${event.fill.price} ${event.fill.liquidity}`];
    if (event.type === 'order') return [`order ${event.report.status}`];
    if (event.type === 'trigger') return [`trigger ${event.report.status}`];
    return [event.type === 'bill' ? `bill ${event.bill.kind}` : event.type];
  });

/** The outputs of an accepted command. */
export function done({ result, outputs }: CommandAnswer): readonly CoreOutput[] {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.details)}`);
  return outputs;
}

/** The id of an accepted command. */
export function idOf({ result }: CommandAnswer): string {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.details)}`);
  return result.id;
}

export const refusalOf = ({ result }: CommandAnswer): string => (result.ok ? 'accepted' : result.code);
