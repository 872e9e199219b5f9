/**
 * The way between engine and venue, and all that goes wrong on it.
 * Invariant: a request is carried out at most once; a dead engine hears nothing, but what it has sent may still arrive.
 */
import { TradingError } from '../../../src/domain/index.ts';
import type { Sent } from '../../../src/ports/index.ts';
import type { Chance } from './chance.ts';
import type { Story } from './story.ts';
import { type Faults, HEALTHY } from './terms.ts';
import type { Timeline } from './timeline.ts';

/** One engine's life; `crash` ends it there and then. */
export type Link = { isAlive: boolean; readonly crash: (why: string) => void };

/** As the REST client has it: so long an answer is waited for. */
const TIMEOUT_MS = 5_000;
/** A request that arrives later than this was not on its way any more. */
const LATEST_MS = 10_000;

type Fate = 'done' | 'lost after' | 'lost before' | 'late' | 'rejected' | 'limited' | 'not connected' | 'down';

const UNKNOWN: Sent = { outcome: 'unknown', reason: 'no answer in time' };

export class Network {
  readonly timeline: Timeline;
  readonly #chance: Chance;
  readonly #story: Story;
  #faults: Faults;
  #isDown = false;
  /** Faults that came. */
  readonly counts = new Map<string, number>();

  constructor(options: {
    readonly timeline: Timeline;
    readonly chance: Chance;
    readonly story: Story;
    readonly faults: Faults;
  }) {
    this.timeline = options.timeline;
    this.#chance = options.chance;
    this.#story = options.story;
    this.#faults = options.faults;
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  get faults(): Faults {
    return this.#faults;
  }

  set isDown(isDown: boolean) {
    this.#isDown = isDown;
    this.#story.tell(isDown ? 'the venue is down' : 'the venue is up again');
  }

  /** From here on everything goes well. */
  heal(): void {
    this.#faults = HEALTHY;
    if (this.#isDown) this.isDown = false;
  }

  hits(fault: keyof Faults): boolean {
    const isHit = this.#chance.hits(this.#faults[fault]);
    if (isHit) this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    return isHit;
  }

  delay(): number {
    return this.hits('slow') ? this.#chance.between(200, 2_000) : this.#chance.between(1, 60);
  }

  /** A request that changes something. */
  send(link: Link, what: string, carryOut: () => Sent): Promise<Sent> {
    const answer = Promise.withResolvers<Sent>();
    // A dead process sends nothing, and nothing waits for its answers.
    if (!link.isAlive) return answer.promise;
    if (this.hits('crashesWithin')) {
      const hasLeft = this.#chance.hits(500);
      link.crash(`while it sends ${what}, which ${hasLeft ? 'has' : 'has not'} left`);
      if (!hasLeft) return answer.promise;
    }
    const fate = this.#fate();
    this.#story.tell(fate === 'done' ? what : `${what}: ${fate}`);
    const tell = (sent: Sent, delayMs: number): void =>
      this.timeline.after(delayMs, () => {
        if (link.isAlive) answer.resolve(sent);
      });
    const there = this.delay();
    if (fate === 'rejected' || fate === 'limited') {
      const code = fate === 'limited' ? '429' : '40015';
      tell({ outcome: 'rejected', code, message: fate }, there);
    } else if (fate === 'not connected') tell({ outcome: 'not-sent', code: 'connect', message: fate }, 100);
    else if (fate === 'lost before' || fate === 'down') tell(UNKNOWN, TIMEOUT_MS);
    else {
      const arrival = fate === 'late' ? this.#chance.between(TIMEOUT_MS / 2, LATEST_MS) : there;
      this.timeline.after(arrival, () => {
        const sent = carryOut();
        const code = 'code' in sent ? `: ${sent.code} ${sent.message}` : '';
        if (fate !== 'done' || sent.outcome !== 'accepted')
          this.#story.tell(`  ${what} arrives: ${sent.outcome}${code}`);
        if (fate === 'done') tell(sent, this.delay());
      });
      if (fate !== 'done') tell(UNKNOWN, TIMEOUT_MS);
    }
    return answer.promise;
  }

  /** A question; its answer is of the moment at which it arrives. */
  ask<T>(link: Link, what: string, answer: () => T): Promise<T> {
    const asked = Promise.withResolvers<T>();
    if (!link.isAlive) return asked.promise;
    const fail = (delayMs: number): void =>
      this.timeline.after(delayMs, () => {
        if (!link.isAlive) return;
        asked.reject(new TradingError('no-answer', `${what} got no answer`, { outcome: 'unknown' }));
      });
    if (this.#isDown || this.hits('unanswered')) fail(this.#chance.pick([100, TIMEOUT_MS]));
    else
      this.timeline.after(this.delay(), () => {
        try {
          const found = answer();
          this.timeline.after(this.delay(), () => link.isAlive && asked.resolve(found));
        } catch (error) {
          this.timeline.after(this.delay(), () => link.isAlive && asked.reject(error));
        }
      });
    return asked.promise;
  }

  #fate(): Fate {
    if (this.#isDown) return this.#chance.pick(['not connected', 'down']);
    if (this.hits('lostAfter')) return 'lost after';
    if (this.hits('lostBefore')) return 'lost before';
    if (this.hits('late')) return 'late';
    if (this.hits('rejected')) return 'rejected';
    return this.hits('limited') ? 'limited' : 'done';
  }
}
