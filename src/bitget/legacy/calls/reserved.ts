/**
 * What a V1 program may not do because an engine trades on the same account.
 * Invariant: nothing here stands in the way of a close, a cancel or a question.
 */
import { LegacyRefusal } from '../refusal.ts';
import type { Asked } from './call.ts';

const NOT_ALLOWED = '40805';

/**
 * The engine guards every position of its contracts, and counts on the leverage and margin that it has set.
 * @throws LegacyRefusal 40805 for one of its contracts.
 */
export function checkFree({ beside }: Pick<Asked, 'beside'>, symbol: string): void {
  if (!beside?.symbols.has(symbol)) return;
  const why = `${symbol} is traded by the engine on this account, and its positions, stops and settings are the engine's`;
  throw new LegacyRefusal(NOT_ALLOWED, `${why}; start it with --symbols that leave this contract out`);
}

/** @throws LegacyRefusal 40805 for a contract of the engine, and for every one while trading is paused. */
export function checkOpening(asked: Pick<Asked, 'beside'>, symbol: string): void {
  checkFree(asked, symbol);
  if (asked.beside?.isPaused())
    throw new LegacyRefusal(NOT_ALLOWED, 'trading on this account is paused, or has not begun; resume it first');
}

/**
 * Whether the account is in the mode already; in the wrong one the engine's closing orders would open.
 * @throws LegacyRefusal 40805 when it would have to change under an engine.
 */
export async function isModeSet({ beside, desk }: Pick<Asked, 'beside' | 'desk'>, isHedge: boolean): Promise<boolean> {
  const [symbol] = beside?.symbols ?? [];
  if (symbol === undefined) return false;
  if ((await desk.account.setting(symbol)).isHedge === isHedge) return true;
  throw new LegacyRefusal(NOT_ALLOWED, 'the engine on this account keeps it in its position mode');
}
