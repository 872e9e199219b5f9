/**
 * One run of the engine in its world, from its start on the world's disk to its stop or its death.
 * Invariant: a dead run hears nothing, writes nothing and sends nothing; every end is told once, with its time to the next start.
 */
import { createDrivenAlarms } from '../../../src/adapters/clock/index.ts';
import { type MarketEvent, TradingError, type VenueEvent } from '../../../src/domain/index.ts';
import { Engine, type Step } from '../../../src/engine/index.ts';
import type { Alarms } from '../../../src/ports/index.ts';
import { signalByName } from '../../support/signal-strategy.ts';
import { openJournal } from './disk.ts';
import { LifeFeed } from './life-feed.ts';
import { LifeVenue } from './life-venue.ts';
import type { Link } from './network.ts';
import { PrivateStream } from './private-stream.ts';
import type { Hearer, World } from './world.ts';

const AFTER_FAILED_START_MS = 3_000;
const AFTER_STOP_MS = 1_000;

export class EngineRun implements Hearer, Link {
  readonly engine: Engine;
  readonly stream: PrivateStream;
  readonly feed: LifeFeed;
  readonly #world: World;
  readonly #alarms: Alarms;
  readonly #onEnd: (nextInMs: number) => void;
  isAlive = true;
  /** Started, and not being stopped. */
  isLive = false;

  constructor(world: World, onEnd: (nextInMs: number) => void) {
    const { network, story, chance, market, timeline } = world;
    this.#world = world;
    this.#onEnd = onEnd;
    this.#alarms = createDrivenAlarms(timeline.clock);
    const parts = { network, link: this, story };
    this.stream = new PrivateStream({ ...parts, chance: chance.fork() });
    this.feed = new LifeFeed({ ...parts, market });
    this.engine = this.#createEngine();
  }

  onMarket(event: MarketEvent): void {
    this.feed.hear(event);
  }

  onWord(word: VenueEvent): void {
    this.stream.push(word);
  }

  start(): void {
    const { story, watch, hands, chance } = this.#world;
    const { engine } = this;
    const { firstDifference } = engine.recover();
    story.must(firstDifference === undefined, () => `entry ${firstDifference} has other effects when it is replayed`);
    watch.onRecovered(engine.kernel.state, hands.lastWord);
    const live = (): void => {
      this.isLive = true;
      story.tell('the engine is live');
      hands.repeat(engine, chance);
    };
    engine.start().then(live, (error: unknown) => {
      if (!this.isAlive) return;
      if (!(error instanceof TradingError)) story.break(`the engine does not start: ${String(error)}`);
      story.tell(`the engine does not start: ${String(error)}`);
      this.#end(AFTER_FAILED_START_MS);
    });
  }

  /** As a person stops it. */
  async stop(): Promise<void> {
    const { story } = this.#world;
    this.isLive = false;
    story.tell('the engine is stopped');
    try {
      await this.engine.stop();
    } catch (error) {
      if (this.isAlive) story.break(`the engine does not stop: ${String(error)}`);
    }
    if (!this.isAlive) return;
    story.tell('the engine has stopped');
    this.#end(AFTER_STOP_MS);
  }

  crash(why: string): void {
    const { story, chance } = this.#world;
    story.tell(`the engine dies ${why}`);
    this.#end(chance.between(1_000, 15_000));
  }

  #end(nextInMs: number): void {
    this.isAlive = false;
    this.isLive = false;
    this.#alarms.close();
    this.stream.close();
    this.#onEnd(nextInMs);
  }

  #createEngine(): Engine {
    const world = this.#world;
    const { story, network, timeline, watch } = world;
    const { session, lanes, reconcileEveryMs } = world.terms;
    return new Engine({
      config: session,
      strategies: signalByName,
      journal: openJournal(world.disk, this, (when) => {
        if (network.hits('crashesWithin')) this.crash(`${when} a write`);
      }),
      venue: new LifeVenue({
        exchange: world.exchange,
        network,
        link: this,
        stream: this.stream,
        isUnified: session.account?.family === 'unified',
        onOutputs: (outputs) => world.onOutputs(outputs),
        onNamed: (clientOid, order) => watch.onNamed(clientOid, order),
      }),
      feed: this.feed,
      clock: timeline.clock,
      alarms: this.#alarms,
      sleep: (delayMs) => timeline.sleep(delayMs),
      lanes,
      reconcileEveryMs,
      onStep: (step) => this.#onStep(step),
      onFatal: (error) => {
        if (this.isAlive) story.break(`the engine fails: ${textOf(error)}`);
      },
      onWarning: (code, error) => {
        story.tell(`  warning ${code}: ${String(error)}`);
        if (code === 'view-failed') story.break(`${code}: ${textOf(error)}`);
      },
    });
  }

  #onStep(step: Step): void {
    if (!this.isAlive) return;
    const { story, watch } = this.#world;
    for (const effect of step.effects)
      if (effect.type === 'notice') story.tell(`  notice ${effect.code} ${JSON.stringify(effect.details)}`);
    watch.onStep(step, this.engine.kernel.state);
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? String(error.stack) : String(error));
