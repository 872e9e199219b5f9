/**
 * The end of a run: what stays open at the exchange is said; where it was asked for, everything is closed before.
 * Invariant: closing only ever reduces, waits no longer than its bound, and what it could not close keeps its stop.
 */
import { systemClock } from '../adapters/clock/index.ts';
import type { NoticeLine, OpenAtEnd } from '../cli/index.ts';
import type { Engine, EngineApi } from '../engine/index.ts';
import type { Clock } from '../ports/index.ts';

const FLATTEN_TIMEOUT_MS = 30_000;
const POLL_MS = 100;
/** A close that was refused, or an entry that filled after it was to be canceled, is asked for again. */
const ASK_AGAIN_MS = 3_000;

export type Ending = { readonly engine: Engine; readonly api: EngineApi };

export type Flattened = {
  readonly isFlat: boolean;
  /** It was paused before: it stays so. */
  readonly wasPaused: boolean;
};

/** Cancels entries and closes every position at market, while the market still moves. Resolves within 30 s. */
export async function flatten({ engine, api }: Ending, wall: Clock): Promise<Flattened> {
  const wasPaused = api.status().state === 'paused';
  const until = wall.now() + FLATTEN_TIMEOUT_MS;
  let askedAt = Number.NEGATIVE_INFINITY;
  while (!isFlat(engine) && wall.now() < until) {
    if (wall.now() - askedAt >= ASK_AGAIN_MS) {
      askedAt = wall.now();
      // The engine may fail meanwhile; what is open is said all the same.
      void api.command({ kind: 'kill' }, `flatten-on-exit-${engine.seq}`).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return { isFlat: isFlat(engine), wasPaused };
}

const isFlat = ({ kernel: { state } }: Engine): boolean =>
  state.portfolio.openCount === 0 && [...state.orders.open()].every(({ request }) => request.intent !== 'open');

/** Once the engine has stopped. @param isConfirmed the last reconcile was answered, so that it is what the exchange says. */
export function openAtEnd({ engine, api }: Ending, isConfirmed: boolean): OpenAtEnd {
  const open = new Set([...engine.kernel.state.orders.open()].map(({ request }) => request.clientOid));
  return {
    isConfirmed,
    positions: api.positions().map(({ symbol, side, size, entryPrice, stopLoss, takeProfits }) => ({
      symbol,
      side,
      size,
      entryPrice,
      stopLoss,
      takeProfits: takeProfits.map(({ price }) => price),
    })),
    orders: api
      .orders()
      .filter(({ clientOid }) => open.has(clientOid))
      .map(({ clientOid, symbol, intent, side, type, price, size, status }) => ({
        clientOid,
        symbol,
        intent,
        side,
        type,
        price,
        size,
        status,
      })),
  };
}

/** To the person who had wanted everything closed. */
export const notFlat = ({ positions, orders, isConfirmed }: OpenAtEnd): NoticeLine => ({
  event: 'flatten-failed',
  level: 'critical',
  at: systemClock.now(),
  positions: positions.map(({ symbol, side, size }) => `${symbol} ${side} ${size}`).join(', ') || 'none',
  withoutStop: positions.filter(({ stopLoss }) => stopLoss === undefined).length,
  orders: orders.length,
  isConfirmed,
});
