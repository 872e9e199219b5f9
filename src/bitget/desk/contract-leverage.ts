/**
 * Sets the leverage of a contract on request, in either family.
 * Invariant: resolves only after the exchange has agreed, or has said that it is so already.
 */
import type { AccountFamily, MarginMode, PositionMode, PositionSide } from '../../domain/index.ts';
import type { BitgetRest } from '../client/index.ts';
import { LeverageKeeper } from '../client/leverage-keeper.ts';
import { UnifiedLeverage } from '../unified/client/leverage.ts';

export type LeverageWish = {
  readonly symbol: string;
  readonly leverage: number;
  readonly marginMode: MarginMode;
  readonly positionMode: PositionMode;
  /** Matters with isolated margin in hedge mode, where each side has a leverage of its own. */
  readonly positionSides: readonly PositionSide[];
};

/** @throws BitgetError, such as for a leverage beyond what an open position allows. */
export async function setContractLeverage(
  { rest, family }: { readonly rest: BitgetRest; readonly family: AccountFamily },
  { positionSides, positionMode, ...wish }: LeverageWish,
): Promise<void> {
  const keeper = family === 'classic' ? new LeverageKeeper(rest) : new UnifiedLeverage(rest);
  for (const positionSide of positionSides) await keeper.ensure({ ...wish, positionSide }, positionMode);
}
