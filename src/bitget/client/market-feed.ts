/**
 * Bitget's public market data as the engine's feed: quotes, marks, trades and closed 1-minute candles.
 * Invariant: a closed candle is given once; candles that history has given are not given again, and those that closed
 * during an outage are given after it.
 */
import { type Candle, type Instrument, InvalidInput, type MarketEvent } from '../../domain/index.ts';
import type { MarketFeed } from '../../ports/index.ts';
import { decodeCandle, decodeTicker, decodeTrade, PRODUCT, timeOf } from '../mapper/index.ts';
import { type ChannelArg, channelKey, channels, decodeRows, type PushFrame } from '../protocol/index.ts';
import { type CandleSource, candleHistory, candleSources } from './candle-history.ts';
import { CandleTracker, MINUTE_MS } from './candle-tracker.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { readable } from './readable.ts';
import type { BitgetRest } from './rest.ts';
import { isLoopback, secureUrl } from './secure-url.ts';
import { type BitgetSocket, type BitgetSocketOptions, createBitgetSocket } from './socket.ts';
import { type SocketSettings, socketSettings } from './socket-options.ts';
import { TradeTracker } from './trade-tracker.ts';

export type BitgetMarketFeedOptions = SocketSettings & {
  /** Stays its owner's to close. */
  readonly rest: BitgetRest;
  readonly instruments: InstrumentBook;
  /** Such as wss://ws.bitget.com/v2/ws/public. */
  readonly socketUrl: string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
};

/** How a family of the API gives public data: in Classic frames, whatever it speaks itself. */
export type PublicWire = {
  readonly openSocket: (options: BitgetSocketOptions) => BitgetSocket;
  readonly candleSources: (rest: BitgetRest) => readonly CandleSource[];
};

export const CLASSIC_WIRE: PublicWire = { openSocket: createBitgetSocket, candleSources };

type Listener = Parameters<MarketFeed['listen']>[1];

/** Tickers come several times a second: a socket that pushes nothing for this long is dead, whatever it answers. */
const SILENCE_MAX_MS = 60_000;

const CANDLES = `${channels.candle.name}1m`;

export class BitgetMarketFeed implements MarketFeed {
  readonly #options: BitgetMarketFeedOptions;
  readonly #wire: PublicWire;
  readonly #candles = new Map<string, CandleTracker>();
  readonly #trades = new Map<string, TradeTracker>();
  /** Subscriptions whose last message could not be read: told once, not with every message. */
  readonly #unreadable = new Set<string>();
  #socket: BitgetSocket | undefined;

  constructor(options: BitgetMarketFeedOptions, wire: PublicWire = CLASSIC_WIRE) {
    this.#options = options;
    this.#wire = wire;
  }

  async history(symbol: string, { until, count }: { until: number; count: number }): Promise<readonly Candle[]> {
    const { rest, instruments } = this.#options;
    const sources = this.#wire.candleSources(rest);
    await instruments.stepsOf(symbol);
    const candles = await readable('candles', () => candleHistory({ instruments, sources }, { symbol, until, count }));
    const last = candles.at(-1);
    if (last) this.#tracker(symbol).markKnown(last.openAt);
    return candles;
  }

  async listen(symbols: readonly string[], listener: Listener, signal: AbortSignal): Promise<void> {
    const { instruments, rest, socketUrl, random } = this.#options;
    for (const symbol of symbols) await instruments.stepsOf(symbol);
    this.#socket = this.#wire.openSocket({
      url: socketUrl,
      clock: rest.serverClock,
      random,
      onPush: (push) => this.#receive(push, listener),
      onGap: listener.onGap,
      // An exchange on this machine may stand still for as long as its owner likes.
      ...(!isLoopback(secureUrl(socketUrl)) && { silenceMaxMs: SILENCE_MAX_MS }),
      ...socketSettings(this.#options),
    });
    await this.#socket.connect(signal);
    await this.#socket.subscribe(symbols.flatMap(argsOf));
  }

  async follow(symbols: readonly string[]): Promise<void> {
    for (const symbol of symbols) await this.#options.instruments.stepsOf(symbol);
    await this.#socket?.subscribe(symbols.flatMap(argsOf));
  }

  async unfollow(symbols: readonly string[]): Promise<void> {
    await this.#socket?.unsubscribe(symbols.flatMap(argsOf));
    for (const symbol of symbols) {
      this.#candles.delete(symbol);
      this.#trades.delete(symbol);
    }
  }

  async settle(): Promise<void> {
    await this.#socket?.settle();
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }

  #receive(push: PushFrame, listener: Listener): void {
    const key = channelKey(push.arg);
    let events: readonly MarketEvent[];
    try {
      events = this.#eventsOf(push);
      this.#unreadable.delete(key);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      if (!this.#unreadable.has(key)) listener.onGap(`${key} cannot be read: ${error.message}`);
      this.#unreadable.add(key);
      return;
    }
    for (const event of events) listener.onEvent(event);
  }

  #eventsOf(push: PushFrame): readonly MarketEvent[] {
    const { channel, instId = '' } = push.arg;
    const instrument = this.#options.instruments.steps(instId);
    if (!instrument) throw new InvalidInput('instId', instId, 'a subscribed contract');
    if (channel === CANDLES) return this.#candlesOf(instrument, push);
    if (channel === channels.ticker.name) return this.#tickersOf(instrument, push);
    return channel === channels.trade.name ? this.#tradesOf(instrument, push) : [];
  }

  #tickersOf(instrument: Instrument, { data }: PushFrame): readonly MarketEvent[] {
    return decodeRows(channels.ticker, data).flatMap((row) => {
      const events = decodeTicker(instrument, row);
      const closed = this.#tracker(instrument.symbol).onTime(timeOf(row.ts, 'ts'));
      return [...closed.map((candle) => candleEvent(instrument, candle)), ...events];
    });
  }

  #candlesOf(instrument: Instrument, { data, ts }: PushFrame): readonly MarketEvent[] {
    const candles = decodeRows(channels.candle, data).map((row) => decodeCandle(instrument, row));
    candles.sort((a, b) => a.openAt - b.openAt);
    const at = ts === undefined ? 0 : timeOf(ts, 'ts');
    return this.#tracker(instrument.symbol)
      .onCandles(candles, at)
      .map((candle) => candleEvent(instrument, candle));
  }

  #tradesOf(instrument: Instrument, { data, action }: PushFrame): readonly MarketEvent[] {
    let tracker = this.#trades.get(instrument.symbol);
    if (!tracker) {
      tracker = new TradeTracker();
      this.#trades.set(instrument.symbol, tracker);
    }
    const rows = decodeRows(channels.trade, data).map((row) => ({
      id: row.tradeId,
      trade: decodeTrade(instrument, row),
    }));
    return tracker.newOf(rows.reverse(), action);
  }

  #tracker(symbol: string): CandleTracker {
    let tracker = this.#candles.get(symbol);
    if (!tracker) {
      tracker = new CandleTracker();
      this.#candles.set(symbol, tracker);
    }
    return tracker;
  }
}

const argsOf = (symbol: string): readonly ChannelArg[] =>
  [channels.ticker.name, CANDLES, channels.trade.name].map((channel) => ({
    instType: PRODUCT,
    channel,
    instId: symbol,
  }));

/** `at` is the candle's end. */
const candleEvent = ({ symbol }: Instrument, candle: Candle): MarketEvent => ({
  type: 'candle',
  at: candle.openAt + MINUTE_MS,
  symbol,
  candle,
});
