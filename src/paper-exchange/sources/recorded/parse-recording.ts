/**
 * Turns a recorded stream of depth, best quotes and trades into market updates.
 * Invariant: `at` is the venue's event time, never falling; marks and candles come from what was recorded and nothing else.
 */
import {
  type Instrument,
  InvalidInput,
  type Level,
  lots,
  parseSteps,
  type Rate,
  ticks,
} from '../../../domain/index.ts';
import type { MarketUpdate } from '../../core/index.ts';
import { fitInstrument } from '../instruments.ts';
import { MINUTE_MS, MinuteCandles, minuteOf } from '../minute-candles.ts';
import { BookChain } from './book-chain.ts';
import {
  type DepthFrame,
  decodeFrame,
  type QuoteFrame,
  type Refuse,
  type SnapshotFrame,
  type TradeFrame,
  type WireLevel,
} from './frames.ts';

const SECOND_MS = 1_000;
const FUNDING_MS = 8 * 3_600_000;

export type Recording = {
  readonly instrument: Instrument;
  readonly updates: readonly MarketUpdate[];
  /** How often depth updates were missing and the book began anew from a later snapshot. */
  readonly gaps: number;
};

/** @throws InvalidInput naming file, line, field, value and what is allowed, at the first line that does not fit. */
export function parseRecording(file: { readonly name: string; readonly text: string }): Recording {
  return new RecordingParser(file.name, file.text).parse();
}

class RecordingParser {
  readonly #name: string;
  readonly #text: string;
  readonly #instrument: Instrument;
  readonly #chain = new BookChain();
  readonly #updates: MarketUpdate[] = [];
  #line = 1;
  #at = 0;
  #bid: number | undefined;
  #ask: number | undefined;
  #markedAt = 0;
  #minute: MinuteCandles | undefined;
  /** Minutes that began before the recording are not whole. */
  #firstWholeMinute = 0;

  constructor(name: string, text: string) {
    this.#name = name;
    this.#text = text;
    this.#instrument = this.#findInstrument();
  }

  parse(): Recording {
    for (let start = 0; start < this.#text.length; this.#line++) {
      const newline = this.#text.indexOf('\n', start);
      const end = newline < 0 ? this.#text.length : newline;
      if (end > start) this.#take(this.#text.slice(start, end));
      start = end + 1;
    }
    if (!this.#chain.hasBook)
      this.#refuse('lastUpdateId', 'the end of the file', 'a depth snapshot that the last updates follow');
    return { instrument: this.#instrument, updates: this.#updates, gaps: this.#chain.gaps };
  }

  readonly #refuse: Refuse = (field, value, allowed) => {
    throw new InvalidInput(`${this.#name} line ${this.#line} ${field}`, value, allowed);
  };

  #take(line: string): void {
    const frame = decodeFrame(line, this.#refuse);
    if (frame.e !== 'snapshot' && frame.s !== this.#instrument.symbol) {
      this.#refuse('s', frame.s, `${this.#instrument.symbol}, the symbol of this recording`);
    }
    this.#passTime(Math.max(this.#at, frame.T));
    if (frame.e === 'bookTicker') this.#quote(frame);
    else if (frame.e === 'trade') this.#trade(frame);
    else if (frame.e === 'depthUpdate') this.#depth(frame);
    else this.#snapshot(frame);
  }

  /** Emits the candles and the mark that were due since the frame before. */
  #passTime(at: number): void {
    if (this.#minute === undefined) {
      this.#minute = new MinuteCandles(at);
      this.#firstWholeMinute = minuteOf(at + MINUTE_MS - 1);
    }
    while (this.#minute.openAt + MINUTE_MS <= at) {
      const isWhole = this.#minute.openAt >= this.#firstWholeMinute;
      const candle = this.#minute.close();
      if (candle === undefined || !isWhole) continue;
      this.#updates.push({
        type: 'candle',
        at: candle.openAt + MINUTE_MS,
        symbol: this.#instrument.symbol,
        candle,
        walk: false,
      });
    }
    this.#at = at;
    const second = at - (at % SECOND_MS);
    if (second > this.#markedAt) this.#mark(second);
  }

  /** No index or funding rate was recorded: the middle of the best quotes stands for both prices, and the rate is zero. */
  #mark(at: number): void {
    if (this.#bid === undefined || this.#ask === undefined) return;
    const isFirst = this.#markedAt === 0;
    this.#markedAt = at;
    const mark = ticks(Math.floor((this.#bid + this.#ask) / 2));
    const nextFundingAt = this.#at - (this.#at % FUNDING_MS) + FUNDING_MS;
    const symbol = this.#instrument.symbol;
    this.#updates.push({
      type: 'mark',
      at: isFirst ? this.#at : at,
      symbol,
      mark,
      index: mark,
      fundingRate: 0n as Rate,
      nextFundingAt,
    });
  }

  #quote(frame: QuoteFrame): void {
    const bid = ticks(this.#price('b', frame.b));
    const ask = ticks(this.#price('a', frame.a));
    const [bidSize, askSize] = [lots(this.#size('B', frame.B)), lots(this.#size('A', frame.A))];
    const isFirst = this.#bid === undefined;
    this.#bid = bid;
    this.#ask = ask;
    this.#updates.push({ type: 'quote', at: this.#at, symbol: this.#instrument.symbol, bid, bidSize, ask, askSize });
    if (isFirst) this.#mark(this.#at - (this.#at % SECOND_MS));
  }

  #trade(frame: TradeFrame): void {
    const price = ticks(this.#price('p', frame.p));
    const size = lots(this.#size('q', frame.q));
    this.#minute?.add(price, size);
    this.#updates.push({
      type: 'trade',
      at: this.#at,
      symbol: this.#instrument.symbol,
      price,
      size,
      side: frame.m ? 'sell' : 'buy',
    });
  }

  #depth(frame: DepthFrame): void {
    if (this.#chain.isFull) this.#refuse('pu', frame.pu, 'a depth snapshot before so many updates');
    if (this.#chain.update(frame) === 'pass') this.#book(frame.b, frame.a, false);
  }

  #snapshot(frame: SnapshotFrame): void {
    this.#book(frame.bids, frame.asks, true);
    for (const update of this.#chain.snapshot(frame)) this.#book(update.b, update.a, false);
  }

  /** Both sides best first: recorded updates list bids by rising price. */
  #book(bids: readonly WireLevel[], asks: readonly WireLevel[], isSnapshot: boolean): void {
    const symbol = this.#instrument.symbol;
    const best = { bids: this.#levels('b', bids), asks: this.#levels('a', asks) };
    best.bids.sort((a, b) => b[0] - a[0]);
    best.asks.sort((a, b) => a[0] - b[0]);
    this.#updates.push({ type: 'book', at: this.#at, symbol, isSnapshot, ...best });
  }

  #levels(field: string, levels: readonly WireLevel[]): Level[] {
    return levels.map(([price, size]) => [ticks(this.#price(field, price)), lots(this.#size(field, size))]);
  }

  #price(field: string, text: string): number {
    const price = this.#steps(field, text, this.#instrument.tick);
    return price > 0 ? price : this.#refuse(field, text, 'a price above zero');
  }

  #size(field: string, text: string): number {
    const size = this.#steps(field, text, this.#instrument.lot);
    return size >= 0 ? size : this.#refuse(field, text, 'a size of zero or more');
  }

  #steps(field: string, text: string, step: Instrument['tick']): number {
    try {
      return parseSteps(text, step, field);
    } catch (cause) {
      return this.#refuse(field, text, String((cause as InvalidInput).details.allowed));
    }
  }

  /** By the symbol of the first frame and the decimals of the first depth snapshot. */
  #findInstrument(): Instrument {
    const symbol = /"s":"([A-Z0-9]+)"/.exec(this.#text)?.[1];
    const found = this.#text.indexOf('{"lastUpdateId"');
    if (symbol === undefined || found < 0) {
      return this.#refuse('lastUpdateId', undefined, 'a recording with a symbol and at least one depth snapshot');
    }
    const newline = this.#text.indexOf('\n', found);
    const snapshot = this.#text.slice(found, newline < 0 ? undefined : newline);
    const decimals = { price: 0, size: 0 };
    for (const [, price = '', size = ''] of snapshot.matchAll(/\["[\d]+\.?(\d*)","[\d]+\.?(\d*)"\]/g)) {
      decimals.price = Math.max(decimals.price, price.replace(/0+$/, '').length);
      decimals.size = Math.max(decimals.size, size.replace(/0+$/, '').length);
    }
    return fitInstrument(symbol, decimals);
  }
}
