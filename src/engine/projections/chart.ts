/**
 * Candles and equity for plots, folded from events. Floats: nothing here is ever traded on.
 */
import {
  type Candle,
  formatMoney,
  type Instrument,
  priceToNumber,
  sizeToNumber,
  type Ticks,
} from '../../domain/index.ts';
import type { CandleRow, EquityPoint } from '../api.ts';
import { Ring } from './ring.ts';

const MINUTE_MS = 60_000;
const CANDLES_MAX = 3_000;
const EQUITY_MAX = 5_000;

export class CandleChart {
  readonly #instrument: Instrument;
  readonly #closed = new Ring<CandleRow>(CANDLES_MAX);
  #forming: CandleRow | undefined;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  get forming(): CandleRow | undefined {
    return this.#forming;
  }

  addClosed(candle: Candle): CandleRow {
    const row = this.#rowOf(candle);
    const { newest } = this.#closed;
    if (!newest || row.time > newest.time) this.#closed.push(row);
    if (this.#forming && this.#forming.time <= row.time) this.#forming = undefined;
    return row;
  }

  addPrice(at: number, price: Ticks): void {
    const time = at - (at % MINUTE_MS);
    const value = priceToNumber(this.#instrument, price);
    const bar = this.#forming;
    if (!bar || bar.time < time) {
      this.#forming = { time, open: value, high: value, low: value, close: value, volume: 0 };
      return;
    }
    this.#forming = { ...bar, high: Math.max(bar.high, value), low: Math.min(bar.low, value), close: value };
  }

  rows(limit: number): readonly CandleRow[] {
    const closed = this.#closed.last(limit);
    const forming = this.#forming;
    return forming && (closed.at(-1)?.time ?? 0) < forming.time ? [...closed, forming].slice(-limit) : closed;
  }

  #rowOf(candle: Candle): CandleRow {
    const price = (value: Ticks): number => priceToNumber(this.#instrument, value);
    const { openAt, open, high, low, close, volume } = candle;
    return {
      time: openAt,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: sizeToNumber(this.#instrument, volume),
    };
  }
}

export class EquityChart {
  readonly #points = new Ring<EquityPoint>(EQUITY_MAX);

  /** One point a minute: the newest of a minute wins. Returns the point. */
  add(at: number, equity: Parameters<typeof formatMoney>[0]): EquityPoint {
    const point = { at, equity: formatMoney(equity) };
    const { newest } = this.#points;
    const isSameMinute = newest && Math.floor(newest.at / MINUTE_MS) === Math.floor(at / MINUTE_MS);
    if (isSameMinute) this.#points.replaceNewest(point);
    else this.#points.push(point);
    return point;
  }

  last(limit: number): readonly EquityPoint[] {
    return this.#points.last(limit);
  }
}
