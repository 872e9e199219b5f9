/**
 * Looks on while a life goes on: what the engine sends, what the venue holds, and for how long a position has no stop.
 * Invariant: knows the venue by its own books; a breach is told once and ends the life.
 */
import type { Event, Fill, OrderRequest, RiskLimits } from '../../../src/domain/index.ts';
import type { Step } from '../../../src/engine/index.ts';
import type { Effect, KernelState } from '../../../src/kernel/index.ts';
import type { CoreOutput, PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import { ACCOUNT, wordsOf } from './life-venue.ts';
import type { Story } from './story.ts';

/** Longest time that a position may be without a whole stop while engine and venue are there. */
const BARE_MAX_MS = 60_000;
const FALSE_ALARMS: ReadonlySet<string> = new Set([
  'position-drift',
  'position-adopted',
  'ledger-drift',
  'foreign-order',
]);
const DAY_MS = 86_400_000;

export class Watch {
  readonly #exchange: PaperExchange;
  readonly #story: Story;
  readonly #limits: RiskLimits;
  readonly #now: () => number;
  /** Nobody else trades this account. */
  readonly #isAlone: boolean;
  readonly #named = new Set<string>();
  /** Told to be over before they were anything. */
  readonly #disowned = new Set<string>();
  readonly #booked = new Set<string>();
  readonly #days = new Map<number, bigint>();
  /** Since when a position has had less stop than size. */
  readonly #bareSince = new Map<string, number>();
  #isPaused = false;
  #known: (symbol: string) => boolean = () => false;
  bareMaxMs = 0;

  constructor(options: {
    readonly exchange: PaperExchange;
    readonly story: Story;
    readonly limits: RiskLimits;
    readonly now: () => number;
    readonly isAlone: boolean;
  }) {
    this.#exchange = options.exchange;
    this.#story = options.story;
    this.#limits = options.limits;
    this.#now = options.now;
    this.#isAlone = options.isAlone;
  }

  onNamed(clientOid: string, order: OrderRequest | undefined): void {
    this.#story.must(!this.#named.has(clientOid), () => `${clientOid} is sent twice`);
    this.#named.add(clientOid);
    if (order?.intent !== 'open') return;
    const { leverage, stopLoss } = order;
    this.#story.must(leverage <= this.#limits.leverageMax, () => `${clientOid} has a leverage of ${leverage}`);
    this.#story.must(stopLoss !== undefined, () => `${clientOid} opens without a stop`);
  }

  onRecovered(state: Readonly<KernelState>, lastWord: 'pause' | 'resume' | 'kill' | undefined): void {
    this.#isPaused = state.isPaused;
    this.#known = (symbol) => state.markets.has(symbol);
    const isKept = lastWord === undefined || (lastWord !== 'resume') === state.isPaused;
    this.#story.must(isKept, () => `a ${lastWord} that was answered is forgotten`);
  }

  onStep({ event, effects }: Step, state: Readonly<KernelState>): void {
    this.#book(event);
    for (const effect of effects) this.#onEffect(effect, state);
    this.#isPaused = state.isPaused;
  }

  onOutputs(outputs: readonly CoreOutput[]): void {
    for (const word of wordsOf(outputs)) {
      const name = word.type === 'order' ? word.report.clientOid : word.type === 'fill' ? word.fill.clientOid : '';
      this.#story.must(!this.#disowned.has(name), () => `${name} was told to be over, and has a ${word.type}`);
    }
    this.#count();
    this.#cover();
  }

  /** @param isServed engine and venue are there, and have been all the time since the last call */
  onTurn(isServed: boolean): void {
    const now = this.#now();
    for (const [key, since] of this.#bareSince) {
      if (!isServed) this.#bareSince.set(key, now);
      else this.bareMaxMs = Math.max(this.bareMaxMs, now - since);
      this.#story.must(now - since <= BARE_MAX_MS || !isServed, () => `${key} is without a stop for ${now - since} ms`);
    }
  }

  #onEffect(effect: Effect, state: Readonly<KernelState>): void {
    // What does not fit was put together wrongly.
    if (this.#isAlone && effect.type === 'notice' && FALSE_ALARMS.has(effect.code))
      this.#story.break(`${effect.code} ${JSON.stringify(effect.details)}`);
    if (effect.type === 'notice' && (effect.code === 'order-rejected' || effect.code === 'order-absent'))
      this.#disowned.add(String(effect.details.clientOid));
    if (effect.type !== 'submit-order' || effect.order.intent !== 'open') return;
    const { clientOid, leverage } = effect.order;
    this.#story.must(!(this.#isPaused && state.isPaused), () => `${clientOid} is an entry in a pause`);
    const { leverageMax = leverage, dailyLossMax = this.#limits.dailyLossMax } = state.tightened;
    this.#story.must(leverage <= leverageMax, () => `${clientOid} has ${leverage}x, and ${leverageMax}x are allowed`);
    // What somebody loses in a symbol that is not the bot's is no loss of the bot's.
    if (!this.#isAlone) return;
    const today = this.#days.get(Math.floor(this.#now() / DAY_MS)) ?? 0n;
    this.#story.must(today > -dailyLossMax, () => `${clientOid} is an entry after a loss of ${today} today`);
  }

  #book(event: Event): void {
    if (event.type === 'fill') this.#bookFill(event.fill);
    if (event.type === 'reconciled') for (const fill of event.state.fills) this.#bookFill(fill);
  }

  #bookFill({ tradeId, at, profit, fee }: Fill): void {
    if (this.#booked.has(tradeId)) return;
    this.#booked.add(tradeId);
    const day = Math.floor(at / DAY_MS);
    this.#days.set(day, (this.#days.get(day) ?? 0n) + profit - fee);
  }

  #count(): void {
    if (!this.#isAlone) return;
    const positions = this.#exchange.positions(ACCOUNT);
    const { positionsMax } = this.#limits;
    const symbols = new Set(positions.map(({ symbol }) => symbol));
    this.#story.must(positions.length <= positionsMax, () => `${positions.length} positions of ${positionsMax}`);
    this.#story.must(symbols.size === positions.length, () => 'two positions in one symbol');
  }

  #cover(): void {
    const bare = new Set(this.bare());
    for (const key of this.#bareSince.keys()) if (!bare.has(key)) this.#bareSince.delete(key);
    for (const key of bare) if (!this.#bareSince.has(key)) this.#bareSince.set(key, this.#now());
  }

  /** Positions in symbols of the engine's whose stops do not reach over all of them. */
  bare(): string[] {
    const stops = this.#exchange.openTriggers(ACCOUNT).filter(({ kind }) => kind === 'stop-loss');
    return this.#exchange.positions(ACCOUNT).flatMap(({ symbol, positionSide, size }) => {
      const own = stops.filter((stop) => stop.symbol === symbol && stop.positionSide === positionSide);
      const covered = own.reduce((sum, stop) => sum + (stop.size ?? size), 0);
      return covered < size && this.#known(symbol) ? [`${symbol} ${positionSide}`] : [];
    });
  }
}
