/**
 * Feeds the market one step at a time and waits after each that somebody was told of, so that a run repeats exactly.
 * Invariant: an update's private frames are delivered before its public ones, and both before the next update.
 */
import type { DrivenClock } from '../../../ports/index.ts';
import type { MarketSource } from '../../core/index.ts';
import type { Desk } from '../desk.ts';

const UPDATES_MAX = 10_000;

/** Resolves when the readers have taken what was sent. */
export type Barrier = (phase: 'private' | 'public') => Promise<void>;

export type LockstepDriver = {
  readonly isAtEnd: boolean;
  /**
   * Applies updates until one caused a frame, at most `updatesMax` (default 10,000); awaits the barrier after its private
   * and after its public frames. Updates that nobody is told of pass without a wait.
   * @returns how many were applied; 0 at the end.
   */
  step(barrier: Barrier, options?: { updatesMax?: number }): Promise<number>;
};

export function lockstepMarket(desk: Desk, source: MarketSource, clock: DrivenClock): LockstepDriver {
  const { privateFeed, publicFeed } = desk.parts;
  return {
    get isAtEnd() {
      return source.peekAt() === undefined;
    },
    async step(barrier, { updatesMax = UPDATES_MAX } = {}) {
      for (let applied = 1; applied <= updatesMax; applied++) {
        const update = source.next();
        if (!update) {
          if (publicFeed.flushAll(desk.now())) await barrier('public');
          return applied - 1;
        }
        clock.advanceTo(update.at);
        const outputs = desk.apply(update);
        const isPrivate = outputs.length > 0 && privateFeed.publish(outputs);
        if (isPrivate) await barrier('private');
        const isPublic = publicFeed.note(update);
        if (isPublic) await barrier('public');
        if (isPrivate || isPublic) return applied;
      }
      return updatesMax;
    },
  };
}

/** Applies every update up to `until` at once, with its pushes, and sets the clock there. @returns how many there were. */
export function advanceMarket(
  desk: Desk,
  source: MarketSource,
  { clock, until }: { clock: DrivenClock; until: number },
): number {
  let applied = 0;
  for (let at = source.peekAt(); at !== undefined && at <= until; at = source.peekAt()) {
    const update = source.next();
    if (!update) break;
    clock.advanceTo(update.at);
    desk.applyAndPush(update);
    applied++;
  }
  if (until > clock.now()) clock.advanceTo(until);
  desk.settleDue();
  desk.parts.publicFeed.flush(desk.now());
  desk.checkpoint();
  return applied;
}
