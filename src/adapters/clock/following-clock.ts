/**
 * A clock that follows another one by what it is told of it.
 * Invariant: never goes back; between two words it goes on at the pace of the clock that it follows.
 */
import type { Clock } from '../../ports/index.ts';

export type FollowingClock = Clock & {
  /** What the other clock shows at this moment. */
  hear(at: number): void;
};

export type FollowingOptions = {
  /** Epoch ms of the other clock now. */
  readonly at: number;
  /** Its ms in one of real time; 0: it stands still between two words. */
  readonly factor: number;
  /** Real time that never goes back. */
  readonly realMs: () => number;
};

export function createFollowingClock({ at: first, factor, realMs }: FollowingOptions): FollowingClock {
  let heard = { at: first, realMs: realMs() };
  let shown = first;
  return {
    now() {
      shown = Math.max(shown, heard.at + Math.floor((realMs() - heard.realMs) * factor));
      return shown;
    },
    hear(at) {
      heard = { at, realMs: realMs() };
    },
  };
}
