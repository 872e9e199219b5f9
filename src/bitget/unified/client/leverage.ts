/**
 * Sets a contract's leverage in a Unified account before an order needs it, and only where it may differ.
 * Invariant: what is kept was accepted by the exchange; after a failure or a gap nothing is kept.
 */
import type { PositionMode } from '../../../domain/index.ts';
import { unlessUnchanged } from '../../client/benign-refusals.ts';
import { ContractQueue, type Leverage, type WantedLeverage } from '../../client/leverage.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { CATEGORY } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';

export class UnifiedLeverage implements Leverage {
  readonly #rest: BitgetRest;
  readonly #known = new Map<string, number>();
  readonly #changes = new ContractQueue();

  constructor(rest: BitgetRest) {
    this.#rest = rest;
  }

  ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void> {
    return this.#changes.run(wanted.symbol, () => this.#ensure(wanted, positionMode));
  }

  forget(): void {
    this.#known.clear();
  }

  async #ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void> {
    const { symbol, positionSide, marginMode, leverage } = wanted;
    const posSide = marginMode === 'isolated' && positionMode === 'hedge' ? positionSide : undefined;
    const key = `${symbol} ${marginMode} ${posSide ?? 'both'}`;
    if (this.#known.get(key) === leverage) return;
    this.#known.delete(key);
    const terms = { category: CATEGORY, symbol, marginMode, leverage: String(leverage) } as const;
    await unlessUnchanged(this.#rest.call(endpoints.setLeverage, { ...terms, ...(posSide && { posSide }) }));
    this.#known.set(key, leverage);
  }
}
