/**
 * What a Classic account is set to: position mode, margin mode, leverage.
 * Invariant: nothing is set that is so already; no other setting is touched.
 */
import type { AccountReport, MarginMode, PositionMode } from '../../domain/index.ts';
import {
  decodeAccount,
  decodeMarginMode,
  decodePositionMode,
  encodePositionMode,
  MARGIN_COIN,
  PRODUCT,
} from '../mapper/index.ts';
import { endpoints, type ResponseOf } from '../protocol/index.ts';
import { unlessUnchanged } from './benign-refusals.ts';
import { LeverageKeeper } from './leverage-keeper.ts';
import { readable } from './readable.ts';
import type { BitgetRest } from './rest.ts';

/** The account is asked for by a contract; until one is traded, this one. */
const ANY_SYMBOL = 'BTCUSDT';

export class AccountSettings {
  readonly leverage: LeverageKeeper;
  readonly #rest: BitgetRest;
  #positionMode: PositionMode | undefined;
  /** The first that is traded: the account is asked for by it. */
  #symbol: string | undefined;

  constructor(rest: BitgetRest) {
    this.#rest = rest;
    this.leverage = new LeverageKeeper(rest);
  }

  noteTraded([symbol]: readonly string[]): void {
    this.#symbol ??= symbol;
  }

  /** @throws BitgetError when refused, or not answered. */
  async prepare(wanted: {
    symbols: readonly string[];
    positionMode: PositionMode;
    marginMode: MarginMode;
  }): Promise<void> {
    const { symbols, positionMode, marginMode } = wanted;
    this.noteTraded(symbols);
    const { posMode } = await this.#account();
    if (decodePositionMode(posMode) !== positionMode) {
      const request = { productType: PRODUCT, posMode: encodePositionMode(positionMode) } as const;
      await unlessUnchanged(this.#rest.call(endpoints.setPositionMode, request));
    }
    this.#positionMode = positionMode;
    for (const symbol of symbols) await this.#prepareMargin(symbol, marginMode);
  }

  async positionMode(): Promise<PositionMode> {
    return this.#positionMode ?? (await this.account()).positionMode;
  }

  async account(): Promise<AccountReport> {
    const report = await readable('account', async () => decodeAccount(await this.#account()));
    this.#positionMode = report.positionMode;
    return report;
  }

  async #account(symbol = this.#symbol ?? ANY_SYMBOL): Promise<ResponseOf<typeof endpoints.account>> {
    const data = await this.#rest.call(endpoints.account, { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN });
    this.leverage.note(symbol, data);
    return data;
  }

  async #prepareMargin(symbol: string, marginMode: MarginMode): Promise<void> {
    const data = await this.#account(symbol);
    if (decodeMarginMode(data.marginMode) === marginMode) return;
    const request = { symbol, productType: PRODUCT, marginCoin: MARGIN_COIN, marginMode } as const;
    await unlessUnchanged(this.#rest.call(endpoints.setMarginMode, request));
    this.leverage.forget();
  }
}
