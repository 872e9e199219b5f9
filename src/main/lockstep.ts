/**
 * Runs market and bot in step at full speed: after each message that somebody hears, everything settles before the next.
 * Invariant: the market never outruns the bot, so that the same feed gives the same effects every time.
 */
import type { AlarmClock } from '../adapters/clock/index.ts';
import type { Engine } from '../engine/index.ts';
import type { MarketSource } from '../paper-exchange/core/index.ts';
import type { Barrier, PaperServer } from '../paper-exchange/server/index.ts';
import type { MarketFeed, Venue } from '../ports/index.ts';

export type LockstepOptions = {
  readonly server: PaperServer;
  readonly source: MarketSource;
  readonly clock: AlarmClock;
  readonly engine: Engine;
  readonly venue: Venue;
  readonly feed: MarketFeed;
  readonly signal: AbortSignal;
};

/** Resolves at the end of the market, or soon after the signal. */
export async function runLockstep({
  server,
  source,
  clock,
  engine,
  venue,
  feed,
  signal,
}: LockstepOptions): Promise<void> {
  const driver = server.lockstep(clock);
  const settle = async (): Promise<void> => {
    do {
      await engine.settle();
      await venue.settle();
    } while (!engine.isIdle);
  };
  const barrier: Barrier = async (phase) => {
    await (phase === 'private' ? venue.settle() : feed.settle());
    if (!engine.isIdle) await settle();
  };
  await settle();
  while (!driver.isAtEnd && !signal.aborted) {
    const alarmAt = clock.nextAlarmAt;
    if (alarmAt !== undefined && alarmAt <= (source.peekAt() ?? Number.POSITIVE_INFINITY)) {
      clock.advanceTo(Math.max(alarmAt, clock.now()));
      await settle();
    } else await driver.step(barrier, { updatesMax: 1 });
  }
}
