/**
 * How far the clock of this machine is off, and whether the exchange accepts what carries its time.
 * Invariant: whether it does is asked where it can be, because an exchange on this machine may follow either clock.
 */
import type { AccountFamily } from '../../domain/index.ts';
import { endpoints, TIMESTAMP_WINDOW_MS } from '../protocol/index.ts';
import { signWith } from '../signing/index.ts';
import type { Probe } from './probe.ts';

/** Beyond this a clock is told of. */
export const OFFSET_SMALL_MS = 5_000;

export type ClockReading = {
  /** Exchange minus machine; half a round trip off at most. */
  readonly offsetMs: number;
  readonly roundTripMs: number;
};

/** Asks the exchange's time; from now on the probe signs with it. @throws BitgetError. */
export async function readClock(probe: Probe): Promise<ClockReading> {
  const before = probe.machineNow();
  const { serverTime } = await probe.call(endpoints.serverTime, {});
  const after = probe.machineNow();
  const offsetMs = Math.round(Number(serverTime) - (before + after) / 2);
  probe.offsetMs = offsetMs;
  return { offsetMs, roundTripMs: after - before };
}

const TIME_REFUSED = new Set(['40004', '40005', '40008']);
const PATHS = { classic: '/api/v2/mix/account/accounts?productType=USDT-FUTURES', unified: '/api/v3/account/assets' };

/** @param family undefined: nobody can be asked, and the documented window decides. @throws BitgetError. */
export async function isMachineTimeRefused(
  probe: Probe,
  { offsetMs, family }: { readonly offsetMs: number; readonly family: AccountFamily | undefined },
): Promise<boolean> {
  if (Math.abs(offsetMs) <= OFFSET_SMALL_MS) return false;
  const { credentials } = probe;
  if (family === undefined || !credentials) return Math.abs(offsetMs) > TIMESTAMP_WINDOW_MS;
  const path = PATHS[family];
  const timestamp = String(probe.machineNow());
  const sign = signWith(credentials, { timestamp, method: 'GET', path, body: '' });
  const { code } = await probe.ask({ call: 'account, with the time of this machine', path, sign, timestamp });
  return TIME_REFUSED.has(code);
}
