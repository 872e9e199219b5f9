/**
 * Sets a contract's leverage in a Classic account before an order needs it, and only where it differs.
 * Invariant: what is kept was said by the exchange; after a failure nothing is kept.
 */
import type { MarginMode, PositionMode, PositionSide } from '../../domain/index.ts';
import { countOf, MARGIN_COIN, PRODUCT } from '../mapper/index.ts';
import { endpoints, type ResponseOf } from '../protocol/index.ts';
import { unlessUnchanged } from './benign-refusals.ts';
import { ContractQueue, type Leverage, type WantedLeverage } from './leverage.ts';
import type { BitgetRest } from './rest.ts';

export class LeverageKeeper implements Leverage {
  readonly #rest: BitgetRest;
  readonly #known = new Map<string, number>();
  readonly #changes = new ContractQueue();

  constructor(rest: BitgetRest) {
    this.#rest = rest;
  }

  ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void> {
    return this.#changes.run(wanted.symbol, () => this.#ensure(wanted, positionMode));
  }

  /** What the account's answer says about a contract. */
  note(symbol: string, data: ResponseOf<typeof endpoints.account>): void {
    this.#known.set(key(symbol, 'crossed'), countOf(data.crossedMarginLeverage, 'crossedMarginLeverage'));
    this.#known.set(key(symbol, 'isolated', 'long'), countOf(data.isolatedLongLever, 'isolatedLongLever'));
    this.#known.set(key(symbol, 'isolated', 'short'), countOf(data.isolatedShortLever, 'isolatedShortLever'));
  }

  forget(): void {
    this.#known.clear();
  }

  async #ensure(wanted: WantedLeverage, positionMode: PositionMode): Promise<void> {
    const { symbol, positionSide, marginMode, leverage } = wanted;
    const name = key(symbol, marginMode, positionSide);
    if (!this.#known.has(name)) await this.#ask(symbol);
    if (this.#known.get(name) === leverage) return;
    this.#known.delete(name);
    const needsSide = marginMode === 'isolated' && positionMode === 'hedge';
    const request = { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, leverage: String(leverage) } as const;
    const change = this.#rest.call(endpoints.setLeverage, { ...request, ...(needsSide && { holdSide: positionSide }) });
    await unlessUnchanged(change);
    this.#remember(wanted, needsSide);
  }

  /** Without a side the exchange sets both. */
  #remember({ symbol, marginMode, positionSide, leverage }: WantedLeverage, hasSide: boolean): void {
    const sides: readonly PositionSide[] = hasSide ? [positionSide] : ['long', 'short'];
    for (const side of sides) this.#known.set(key(symbol, marginMode, side), leverage);
  }

  async #ask(symbol: string): Promise<void> {
    this.note(
      symbol,
      await this.#rest.call(endpoints.account, { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN }),
    );
  }
}

/** Crossed margin has one leverage for both sides. */
const key = (symbol: string, marginMode: MarginMode, side?: PositionSide): string =>
  marginMode === 'crossed' ? `${symbol} crossed` : `${symbol} isolated ${side}`;
