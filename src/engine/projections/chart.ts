/**
 * Candles and equity for plots. Floats in the candles: nothing here is ever traded on.
 * Invariant: bounded; closed candles stand in their order, and at most one forming candle after them.
 */
import { type Candle, type Instrument, priceToNumber, sizeToNumber, type Ticks } from '../../domain/index.ts';
import type { CandleRow, EquityPoint } from '../api.ts';
import { Ring } from './ring.ts';

const MINUTE_MS = 60_000;
const CANDLES_MAX = 3_000;
const EQUITY_MAX = 5_000;

export function candleRow(instrument: Instrument, candle: Candle): CandleRow {
  const price = (value: Ticks): number => priceToNumber(instrument, value);
  const { openAt, open, high, low, close, volume } = candle;
  return {
    time: openAt,
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume: sizeToNumber(instrument, volume),
  };
}

export class CandleChart {
  readonly #closed = new Ring<CandleRow>(CANDLES_MAX);
  #forming: CandleRow | undefined;

  get forming(): CandleRow | undefined {
    return this.#forming;
  }

  addClosed(row: CandleRow): void {
    const { newest } = this.#closed;
    if (!newest || row.time > newest.time) this.#closed.push(row);
    if (this.#forming && this.#forming.time <= row.time) this.#forming = undefined;
  }

  /** The candle that is not closed yet, as it stands. */
  form(row: CandleRow): void {
    this.#forming = row;
  }

  addPrice(at: number, price: number): void {
    const time = at - (at % MINUTE_MS);
    const bar = this.#forming;
    if (!bar || bar.time < time) {
      this.#forming = { time, open: price, high: price, low: price, close: price, volume: 0 };
      return;
    }
    this.#forming = { ...bar, high: Math.max(bar.high, price), low: Math.min(bar.low, price), close: price };
  }

  rows(limit: number): readonly CandleRow[] {
    const closed = this.#closed.last(limit);
    const forming = this.#forming;
    return forming && (closed.at(-1)?.time ?? 0) < forming.time ? [...closed, forming].slice(-limit) : closed;
  }
}

export class EquityChart {
  readonly #points = new Ring<EquityPoint>(EQUITY_MAX);

  /** One point a minute: the newest of a minute wins. */
  add(point: EquityPoint): void {
    const { newest } = this.#points;
    const isSameMinute = newest && Math.floor(newest.at / MINUTE_MS) === Math.floor(point.at / MINUTE_MS);
    if (isSameMinute) this.#points.replaceNewest(point);
    else this.#points.push(point);
  }

  last(limit: number): readonly EquityPoint[] {
    return this.#points.last(limit);
  }
}
