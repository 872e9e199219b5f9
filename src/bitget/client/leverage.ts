/**
 * A contract's leverage, as both families keep it: what may be wanted, one change at a time, and a person's wish as a send.
 * Invariant: two changes of one contract never overtake each other.
 */
import type { MarginMode, PositionMode, PositionSide } from '../../domain/index.ts';
import type { LeverageWish, Sent } from '../../ports/index.ts';
import { send } from './sent.ts';

export type WantedLeverage = {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly marginMode: MarginMode;
  readonly leverage: number;
};

export interface Leverage {
  /** Resolves when the contract has the wanted leverage. @throws BitgetError. */
  ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void>;
  /** Another program may have changed it. */
  forget(): void;
}

/** Changes of one contract one after another, whether or not the one before succeeded. */
export class ContractQueue {
  readonly #last = new Map<string, Promise<void>>();

  run(symbol: string, change: () => Promise<void>): Promise<void> {
    const before = this.#last.get(symbol) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(change);
    this.#last.set(symbol, turn);
    return turn;
  }
}

/** Both sides of a contract, whatever they are remembered to be: another program may have changed them. */
export const sendLeverage = (
  leverage: Leverage,
  { symbol, ...wish }: LeverageWish,
  positionMode: () => Promise<PositionMode>,
): Promise<Sent> =>
  send({
    prepare: positionMode,
    call: async (mode) => {
      leverage.forget();
      for (const positionSide of ['long', 'short'] as const)
        await leverage.ensure({ symbol, positionSide, ...wish }, mode);
      return symbol;
    },
    idOf: (id) => id,
  });
