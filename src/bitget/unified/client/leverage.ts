/**
 * Sets a contract's leverage in a Unified account before an order needs it, and only where it may differ.
 * Invariant: what is kept was accepted by the exchange; after a failure or a gap nothing is kept.
 */
import type { PositionMode } from '../../../domain/index.ts';
import type { WantedLeverage } from '../../client/leverage-keeper.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { BitgetError } from '../../errors/index.ts';
import { CATEGORY } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';

export class UnifiedLeverage {
  readonly #rest: BitgetRest;
  readonly #known = new Map<string, number>();
  /** One change at a time per contract. */
  readonly #pending = new Map<string, Promise<void>>();

  constructor(rest: BitgetRest) {
    this.#rest = rest;
  }

  /** Resolves when the contract has the wanted leverage. @throws BitgetError. */
  ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void> {
    const before = this.#pending.get(wanted.symbol) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.#ensure(wanted, positionMode));
    this.#pending.set(wanted.symbol, turn);
    return turn;
  }

  /** Another program may have changed it. */
  forget(): void {
    this.#known.clear();
  }

  async #ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void> {
    const { symbol, positionSide, marginMode, leverage } = wanted;
    const posSide = marginMode === 'isolated' && positionMode === 'hedge' ? positionSide : undefined;
    const key = `${symbol} ${marginMode} ${posSide ?? 'both'}`;
    if (this.#known.get(key) === leverage) return;
    this.#known.delete(key);
    try {
      const terms = { category: CATEGORY, symbol, marginMode, leverage: String(leverage) } as const;
      await this.#rest.call(endpoints.setLeverage, { ...terms, ...(posSide && { posSide }) });
    } catch (error) {
      if (!(error instanceof BitgetError && error.kind === 'unchanged')) throw error;
    }
    this.#known.set(key, leverage);
  }
}
