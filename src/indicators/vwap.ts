/**
 * The volume-weighted average of the typical price (high + low + close) / 3, in two forms: of the session, which begins
 * anew every `sessionMs` since the epoch (a UTC day by default), and rolling over the last `period` bars.
 * Invariant: lies between the lowest low and the highest high it covers; undefined while nothing has traded.
 */
import { assert } from '../domain/index.ts';
import { Carried } from './carried.ts';
import { type Part, Streaming, type TimedBar, type VolumeBar } from './indicator.ts';
import { Window } from './window.ts';

const DAY_MS = 86_400_000;
const [SESSION, TURNOVER, VOLUME] = [0, 1, 2];

const typicalPrice = ({ high, low, close }: VolumeBar): number => (high + low + close) / 3;

export class SessionVwap extends Streaming<TimedBar> {
  readonly warmup = 1;
  protected readonly parts: readonly Part[];
  readonly #sessionMs: number;
  readonly #carried = new Carried(3);

  constructor(sessionMs = DAY_MS) {
    super();
    assert(sessionMs > 0, `a session of ${sessionMs} ms`);
    this.#sessionMs = sessionMs;
    this.parts = [this.#carried];
  }

  get value(): number | undefined {
    const volume = this.#carried.at(VOLUME);
    return volume > 0 ? this.#carried.at(TURNOVER) / volume : undefined;
  }

  next(bar: TimedBar): void {
    const carried = this.#carried;
    carried.mark();
    const session = Math.floor(bar.openAt / this.#sessionMs);
    if (session !== carried.at(SESSION)) this.#begin(session);
    carried.set(TURNOVER, carried.at(TURNOVER) + typicalPrice(bar) * bar.volume);
    carried.set(VOLUME, carried.at(VOLUME) + bar.volume);
  }

  undo(): void {
    this.#carried.undo();
  }

  #begin(session: number): void {
    this.#carried.set(SESSION, session);
    this.#carried.set(TURNOVER, 0);
    this.#carried.set(VOLUME, 0);
  }
}

export class RollingVwap extends Streaming<VolumeBar> {
  readonly warmup: number;
  protected readonly parts: readonly Part[];
  readonly #turnover: Window;
  readonly #volume: Window;

  constructor(period: number) {
    super();
    this.#turnover = new Window(period);
    this.#volume = new Window(period);
    this.parts = [this.#turnover, this.#volume];
    this.warmup = period;
  }

  get value(): number | undefined {
    if (!this.#volume.isFull || this.#volume.sum <= 0) return undefined;
    return this.#turnover.sum / this.#volume.sum;
  }

  next(bar: VolumeBar): void {
    this.#turnover.push(typicalPrice(bar) * bar.volume);
    this.#volume.push(bar.volume);
  }

  undo(): void {
    this.#turnover.undo();
    this.#volume.undo();
  }
}
