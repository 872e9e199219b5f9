/**
 * Balances, settings and positions of a Classic account behind V1.
 * Invariant: every call goes through the client that the engine trades with, and so through its limits.
 */
import type { MarginMode, PositionSide } from '../../../domain/index.ts';
import { type Calls, callsOf } from '../../api/calls.ts';
import type { BitgetRest } from '../../client/index.ts';
import { decodeMarginMode, decodePositionMode, MARGIN_COIN } from '../../mapper/index.ts';
import { endpoints, type ResponseOf } from '../../protocol/index.ts';
import type { AccountFacts, BalanceFacts, LeverageFacts } from '../facts.ts';
import { balanceOf, billOf, closedPositionOf, positionOf } from './classic-rows.ts';
import type { AccountDesk, Listed, OpenCount } from './desk.ts';
import { coin, given, paging, product } from './requests.ts';
import { amountOf, NO_BALANCE, textOf } from './texts.ts';

export class ClassicAccount implements AccountDesk {
  readonly #calls: Calls<typeof endpoints>;

  constructor(rest: BitgetRest) {
    this.#calls = callsOf(rest, endpoints);
  }

  async balance(): Promise<BalanceFacts> {
    const rows = (await this.#calls.accounts(product)) ?? [];
    const row = rows.find(({ marginCoin }) => marginCoin.toUpperCase() === MARGIN_COIN);
    return row ? balanceOf(row) : NO_BALANCE;
  }

  async account(symbol: string): Promise<AccountFacts> {
    const row = await this.#calls.account({ symbol, ...coin });
    return {
      ...balanceOf(row),
      marginMode: decodeMarginMode(row.marginMode),
      isHedge: decodePositionMode(row.posMode) === 'hedge',
      crossed: amountOf(row.crossedMarginLeverage),
      long: amountOf(row.isolatedLongLever),
      short: amountOf(row.isolatedShortLever),
    };
  }

  setting(symbol: string): Promise<AccountFacts> {
    return this.account(symbol);
  }

  /** Isolated margin in hedge mode has a leverage for each side: without a side both are set. */
  async setLeverage(symbol: string, leverage: string, side: PositionSide | undefined): Promise<LeverageFacts> {
    const { marginMode, isHedge } = await this.setting(symbol);
    const target = { symbol, ...coin };
    if (marginMode !== 'isolated' || !isHedge) {
      return leverageOf(await this.#calls.setLeverage({ ...target, leverage }));
    }
    if (side) return leverageOf(await this.#calls.setLeverage({ ...target, leverage, holdSide: side }));
    await this.#calls.setLeverage({ ...target, leverage, holdSide: 'long' });
    return leverageOf(await this.#calls.setLeverage({ ...target, leverage, holdSide: 'short' }));
  }

  async setMarginMode(symbol: string, marginMode: MarginMode): Promise<LeverageFacts> {
    return leverageOf(await this.#calls.setMarginMode({ symbol, ...coin, marginMode }));
  }

  async setPositionMode(isHedge: boolean): Promise<void> {
    await this.#calls.setPositionMode({ ...product, posMode: isHedge ? 'hedge_mode' : 'one_way_mode' });
  }

  async moveMargin(symbol: string, amount: string, side: PositionSide): Promise<void> {
    await this.#calls.setMargin({ symbol, ...coin, holdSide: side, amount });
  }

  async setAutoMargin(symbol: string, side: PositionSide, isOn: boolean): Promise<void> {
    await this.#calls.setAutoMargin({
      symbol,
      marginCoin: MARGIN_COIN,
      holdSide: side,
      autoMargin: isOn ? 'on' : 'off',
    });
  }

  async openCount(asked: OpenCount): Promise<string> {
    const { symbol, price, amount, leverage } = asked;
    const { size } = await this.#calls.openCount({ symbol, ...coin, openPrice: price, openAmount: amount, leverage });
    return textOf(size);
  }

  async positions(symbol: string | undefined) {
    const rows = symbol ? await this.#calls.singlePosition({ symbol, ...coin }) : await this.#calls.allPosition(coin);
    return rows.map(positionOf);
  }

  async closedPositions({ symbol, ...query }: Listed) {
    const { list, endId } = await this.#calls.historyPosition({ ...product, ...given({ symbol }), ...paging(query) });
    return { rows: (list ?? []).map(closedPositionOf), endId: endId ?? '' };
  }

  async bills({ symbol, business, ...query }: Listed & { readonly business?: string | undefined }) {
    const asked = { ...product, coin: MARGIN_COIN, ...given({ businessType: business }), ...paging(query) };
    const { bills, endId } = await this.#calls.bill(asked);
    const rows = (bills ?? []).map(billOf);
    return { rows: symbol ? rows.filter((row) => row.symbol === symbol) : rows, endId: endId ?? '' };
  }
}

/** One-way mode and crossed margin have one leverage for both sides. */
const leverageOf = (state: ResponseOf<typeof endpoints.setLeverage>): LeverageFacts => ({
  marginMode: decodeMarginMode(state.marginMode ?? 'crossed'),
  crossed: amountOf(state.crossMarginLeverage),
  long: amountOf(state.longLeverage) === '0' ? amountOf(state.crossMarginLeverage) : amountOf(state.longLeverage),
  short: amountOf(state.shortLeverage) === '0' ? amountOf(state.crossMarginLeverage) : amountOf(state.shortLeverage),
});
