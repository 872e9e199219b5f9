/**
 * One simulated life: a market, an exchange, a network with faults, a person, and an engine that is ended and begun anew.
 * Invariant: a seed determines everything; after the faults there is time, and then everything agrees.
 */
import { disagreements, replayed, survivors } from './at-rest.ts';
import { EngineRun } from './engine-run.ts';
import { ACCOUNT } from './life-venue.ts';
import type { Story } from './story.ts';
import { INSTRUMENTS } from './terms.ts';
import { befall, lastWords } from './troubles.ts';
import { START, World } from './world.ts';

const TROUBLED_MS = 12 * 60_000;
/** Enough for every question that is asked again and again. */
const REST_MS = 150_000;
const STOP_MS = 60_000;
const CHANCE_EVERY_MS = 1_000;

export type LifeReport = {
  readonly seed: number;
  /** Turns of the world. */
  readonly steps: number;
  readonly fills: number;
  readonly starts: number;
  /** Longest time that a position was without a whole stop while engine and venue were there. */
  readonly bareMaxMs: number;
  /** Faults that came, and commands by what came of them. */
  readonly counts: ReadonlyMap<string, number>;
  readonly hash: string;
};

export class WholeLife {
  readonly #seed: number;
  readonly #world: World;
  #run: EngineRun | undefined;
  #starts = 0;
  #isTroubled = true;

  constructor(seed: number) {
    this.#seed = seed;
    this.#world = new World(seed);
  }

  get story(): Story {
    return this.#world.story;
  }

  /** @throws what must not have happened. */
  async live(): Promise<LifeReport> {
    const { terms, market, network } = this.#world;
    this.story.tell(JSON.stringify(terms, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
    market.begin(INSTRUMENTS.map(({ symbol }) => symbol));
    this.#start();
    this.#trouble();
    await this.#until(START + TROUBLED_MS);
    this.#isTroubled = false;
    if (this.#run?.isLive) lastWords(this.#world, this.#run);
    this.story.tell('the faults are over');
    network.heal();
    market.isCalm = true;
    await this.#until(START + TROUBLED_MS + REST_MS);
    return this.#end();
  }

  async #end(): Promise<LifeReport> {
    const { timeline, exchange, disk, hands, watch, network, isAlone } = this.#world;
    const run = this.#run;
    if (!run?.isLive) throw this.#broken(['the engine does not come up']);
    const { engine } = run;
    this.#check([
      ...hands.waitingAt(engine).map((request) => `nobody has answered ${request}`),
      ...disagreements(engine, exchange, isAlone),
      ...(hands.lastWord === 'kill' ? survivors(engine, exchange) : []),
      ...watch.bare().map((key) => `${key} rests without a stop`),
    ]);
    void run.stop();
    await this.#until(timeline.now + STOP_MS);
    if (run.isAlive) throw this.#broken(['the engine does not stop']);
    this.#check([...disagreements(engine, exchange, isAlone), ...replayed(engine, disk)]);
    return {
      seed: this.#seed,
      steps: timeline.steps,
      fills: exchange.fills(ACCOUNT, 0).length,
      starts: this.#starts,
      bareMaxMs: watch.bareMaxMs,
      counts: new Map([...hands.counts, ...network.counts]),
      hash: engine.kernel.effectHash,
    };
  }

  #check(problems: readonly string[]): void {
    if (problems.length > 0) throw this.#broken(problems);
  }

  #broken(problems: readonly string[]): Error {
    for (const problem of problems) this.story.break(problem);
    return new Error(problems.join('; '));
  }

  #until(at: number): Promise<void> {
    const { timeline, watch, network } = this.#world;
    return timeline.runUntil(at, () => {
      watch.onTurn(this.#run?.isLive === true && !network.isDown);
      if (this.story.breach !== undefined) throw new Error(this.story.breach);
    });
  }

  #start(): void {
    const world = this.#world;
    this.#starts += 1;
    this.story.tell(`start ${this.#starts}`);
    const run = new EngineRun(world, (nextInMs) => {
      this.#run = undefined;
      world.hearer = undefined;
      if (this.#isOver) return;
      world.timeline.after(nextInMs, () => this.#start());
    });
    this.#run = run;
    world.hearer = run;
    run.start();
  }

  /** Its last stop is not followed by a start. */
  get #isOver(): boolean {
    return this.#world.timeline.now >= START + TROUBLED_MS + REST_MS;
  }

  #trouble(): void {
    this.#world.timeline.after(CHANCE_EVERY_MS, () => {
      if (!this.#isTroubled) return;
      this.#trouble();
      befall(this.#world, this.#run);
    });
  }
}
