/**
 * The venue's own words on their way to one engine, each kind on a channel of its own.
 * Invariant: a channel keeps its order and may say a word twice; what is lost is lost with a cut, which is told as a gap.
 */
import type { VenueEvent } from '../../../src/domain/index.ts';
import type { VenueListener } from '../../../src/ports/index.ts';
import type { Chance } from './chance.ts';
import type { Link, Network } from './network.ts';
import type { Story } from './story.ts';

const RECONNECT_MS = 500;

export class PrivateStream {
  readonly #network: Network;
  readonly #link: Link;
  readonly #chance: Chance;
  readonly #story: Story;
  #listener: VenueListener | undefined;
  /** Rises with each connection: what was on its way in an older one is lost. */
  #connection = 0;
  #isUp = false;
  #nextAt = new Map<VenueEvent['type'], number>();

  constructor(options: {
    readonly network: Network;
    readonly link: Link;
    readonly chance: Chance;
    readonly story: Story;
  }) {
    this.#network = options.network;
    this.#link = options.link;
    this.#chance = options.chance;
    this.#story = options.story;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  listen(listener: VenueListener): void {
    this.#listener = listener;
    this.#isUp = true;
  }

  push(event: VenueEvent): void {
    if (!this.#isUp || event.type === 'bill') return;
    const count = this.#network.hits('twice') ? 2 : 1;
    for (let time = 0; time < count; time++) this.#pushOnce(event);
  }

  cut(): void {
    if (!this.#isUp) return;
    this.#story.tell('the private stream is cut');
    this.#isUp = false;
    this.#connection += 1;
    this.#nextAt = new Map();
    this.#reconnect();
  }

  close(): void {
    this.#listener = undefined;
    this.#isUp = false;
    this.#connection += 1;
  }

  #pushOnce(event: VenueEvent): void {
    const { timeline } = this.#network;
    const held = this.#network.hits('held') ? this.#chance.between(500, 6_000) : 0;
    const at = Math.max(this.#nextAt.get(event.type) ?? 0, timeline.now + this.#network.delay() + held);
    this.#nextAt.set(event.type, at);
    const connection = this.#connection;
    timeline.after(at - timeline.now, () => {
      if (connection !== this.#connection || !this.#link.isAlive) return;
      this.#story.tell(`hears ${wordsOf(event)}`);
      this.#listener?.onEvent(event);
    });
  }

  #reconnect(): void {
    this.#network.timeline.after(this.#chance.between(RECONNECT_MS, 10 * RECONNECT_MS), () => {
      if (!this.#link.isAlive || this.#listener === undefined) return;
      if (this.#network.isDown) return this.#reconnect();
      this.#story.tell('the private stream is up again');
      this.#isUp = true;
      this.#listener.onGap('reconnected');
    });
  }
}

function wordsOf(event: VenueEvent): string {
  if (event.type === 'order') {
    const { clientOid, orderId, status, filled, size } = event.report;
    return `order ${clientOid || orderId} ${status} ${filled}/${size}`;
  }
  if (event.type === 'fill') {
    const { clientOid, orderId, symbol, positionSide, intent, size, tradeId } = event.fill;
    return `fill ${tradeId} of ${clientOid || orderId}: ${intent} ${symbol} ${positionSide} ${size}`;
  }
  if (event.type === 'trigger') {
    const { clientOid, triggerId, symbol, kind, triggerPrice, size, status } = event.report;
    return `trigger ${clientOid || triggerId} ${symbol} ${kind} ${size ?? 'all'} at ${triggerPrice} ${status}`;
  }
  return event.type;
}
