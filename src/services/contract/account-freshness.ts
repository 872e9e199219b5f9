/**
 * How old what is told of the account is, in the words of the market's routes.
 * Invariant: what was not compared with the exchange for longer than it should be is marked, never passed off as fresh.
 */
import Type from 'typebox';
import type { EngineApi } from '../../engine/api.ts';
import { FRESHNESS, freshness } from '../market/index.ts';

/** In every answer about the account. */
export const ACCOUNT_FRESHNESS = {
  ...FRESHNESS,
  as_of: Type.Number({
    description: 'when the account was last compared with the exchange, epoch ms; what it has said since is in it',
  }),
};

/** @param now epoch ms, by the clock of the run */
export function accountFreshness(engine: EngineApi, now: number): ReturnType<typeof freshness> {
  const { accountAt, startedAt, isAccountStale, isStale } = engine.status();
  return freshness(accountAt ?? startedAt, { now, isStale: isAccountStale || isStale });
}
