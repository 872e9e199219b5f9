/**
 * Everything of a life that outlives its engines: time, chance, market, exchange, network, disk, and those who look on.
 * Invariant: made of a seed alone; what happens at the exchange is seen by the watch before any engine hears of it.
 */
import { marketEvent } from '../../../src/backtest/market-event.ts';
import type { MarketEvent, VenueEvent } from '../../../src/domain/index.ts';
import { type CoreOutput, type MarketUpdate, PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import { Chance } from './chance.ts';
import { Disk } from './disk.ts';
import { Hands } from './hands.ts';
import { ACCOUNT, wordsOf } from './life-venue.ts';
import { MarketPlay } from './market-play.ts';
import { Network } from './network.ts';
import { Story } from './story.ts';
import { BALANCE, INSTRUMENTS, type Terms, termsOf } from './terms.ts';
import { Timeline } from './timeline.ts';
import { Watch } from './watch.ts';

/** Who hears of the market and of the account: the engine of the moment. */
export type Hearer = { onMarket(event: MarketEvent): void; onWord(word: VenueEvent): void };

/** Some minutes before midnight: days and funding change on the way. */
export const START = Date.UTC(2025, 0, 1, 23, 54);

export class World {
  readonly terms: Terms;
  readonly chance: Chance;
  readonly timeline = new Timeline(START);
  readonly disk = new Disk();
  readonly exchange: PaperExchange;
  readonly market: MarketPlay;
  readonly network: Network;
  readonly watch: Watch;
  readonly hands: Hands;
  readonly story: Story;
  hearer: Hearer | undefined;

  constructor(seed: number) {
    const chance = new Chance(seed);
    this.chance = chance;
    this.terms = termsOf(chance.fork());
    const { session, swing, latency, faults } = this.terms;
    const { positionMode, marginMode } = session;
    const { timeline } = this;
    const now = (): number => timeline.now;
    const story = new Story(now);
    this.story = story;
    this.exchange = new PaperExchange({
      instruments: INSTRUMENTS,
      accounts: [{ name: ACCOUNT, balance: BALANCE, positionMode, marginMode }],
      latency,
      seed,
    });
    const { exchange } = this;
    this.market = new MarketPlay({ timeline, chance: chance.fork(), swing }, (update) => this.#onUpdate(update));
    this.network = new Network({ timeline, chance: chance.fork(), story, faults });
    this.watch = new Watch({ exchange, story, limits: session.risk, now, isAlone: this.isAlone });
    this.hands = new Hands(story, now);
  }

  /** Nobody else trades the account. */
  get isAlone(): boolean {
    return this.terms.strangers === 0;
  }

  onOutputs(outputs: readonly CoreOutput[]): void {
    if (outputs.length === 0) return;
    this.watch.onOutputs(outputs);
    for (const word of wordsOf(outputs)) this.hearer?.onWord(word);
  }

  #onUpdate(update: MarketUpdate): void {
    this.onOutputs(this.exchange.apply(update));
    const event = marketEvent(update);
    if (event) this.hearer?.onMarket(event);
  }
}
