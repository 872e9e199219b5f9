/**
 * The market as one engine hears it.
 * Invariant: a silence loses what happens meanwhile and ends with a gap; a symbol that is not followed is not heard.
 */
import type { MarketEvent } from '../../../src/domain/index.ts';
import type { MarketFeed } from '../../../src/ports/index.ts';
import type { MarketPlay } from './market-play.ts';
import type { Link, Network } from './network.ts';
import type { Story } from './story.ts';

type Listener = Parameters<MarketFeed['listen']>[1];

export class LifeFeed implements MarketFeed {
  readonly followed = new Set<string>();
  readonly #options: {
    readonly network: Network;
    readonly link: Link;
    readonly market: MarketPlay;
    readonly story: Story;
  };
  #listener: Listener | undefined;
  #isSilent = false;

  constructor(options: {
    readonly network: Network;
    readonly link: Link;
    readonly market: MarketPlay;
    readonly story: Story;
  }) {
    this.#options = options;
  }

  hear(event: MarketEvent): void {
    if (this.#isSilent || !this.#options.link.isAlive || !this.followed.has(event.symbol)) return;
    this.#listener?.onEvent(event);
  }

  silence(forMs: number): void {
    if (this.#isSilent) return;
    const { network, link, story } = this.#options;
    story.tell('the market feed is silent');
    this.#isSilent = true;
    network.timeline.after(forMs, () => {
      this.#isSilent = false;
      if (!link.isAlive) return;
      story.tell('the market feed is heard again');
      this.#listener?.onGap('reconnected');
    });
  }

  history(symbol: string, { until, count }: { until: number; count: number }): ReturnType<MarketFeed['history']> {
    const { network, link, market } = this.#options;
    return network.ask(link, 'history', () => market.history(symbol, until, count));
  }

  listen(symbols: readonly string[], listener: Listener): Promise<void> {
    return this.#ask('the feed', () => {
      this.#listener = listener;
      for (const symbol of symbols) this.followed.add(symbol);
    });
  }

  follow(symbols: readonly string[]): Promise<void> {
    return this.#ask('follow', () => {
      for (const symbol of symbols) this.followed.add(symbol);
    });
  }

  unfollow(symbols: readonly string[]): Promise<void> {
    return this.#ask('unfollow', () => {
      for (const symbol of symbols) this.followed.delete(symbol);
    });
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {
    this.#listener = undefined;
  }

  #ask(what: string, done: () => void): Promise<void> {
    const { network, link } = this.#options;
    return network.ask(link, what, done);
  }
}
