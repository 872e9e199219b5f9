/**
 * Feeds the market by the clock: an update is applied when the clock reaches its time.
 * Invariant: updates are applied in the source's order, each once; a far jump of the clock is worked off in slices.
 */
import type { MarketSource } from '../../core/index.ts';
import type { Desk } from '../desk.ts';

const TICK_MS = 10;
/** How often the market's progress is kept while no account changes. */
const CHECKPOINT_MS = 5_000;
/** Updates applied without letting sockets and requests have their turn. */
const SLICE_MAX = 5_000;

export type PacedDriver = {
  readonly isAtEnd: boolean;
  stop(): void;
};

export function paceMarket(desk: Desk, source: MarketSource): PacedDriver {
  const { clock, publicFeed } = desk.parts;
  const catchUp = (): void => {
    const now = clock.now();
    for (let i = 0; i < SLICE_MAX; i++) {
      const at = source.peekAt();
      if (at === undefined || at > now) break;
      const update = source.next();
      if (update) desk.applyAndPush(update);
    }
    publicFeed.flush(now);
  };
  const timer = setInterval(catchUp, TICK_MS);
  const checkpoint = setInterval(() => desk.checkpoint(), CHECKPOINT_MS);
  desk.beforeCommand = catchUp;
  return {
    get isAtEnd() {
      return source.peekAt() === undefined;
    },
    stop: () => {
      clearInterval(timer);
      clearInterval(checkpoint);
      desk.beforeCommand = () => {};
    },
  };
}
