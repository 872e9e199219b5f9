/**
 * Balances, settings and positions of a Unified account behind V1.
 * Invariant: what a Unified account has no call for is refused with words, never passed over.
 */
import type { MarginMode, PositionSide } from '../../../domain/index.ts';
import { type Calls, callsOf } from '../../api/calls.ts';
import type { BitgetRest } from '../../client/index.ts';
import { lostAnswer } from '../../errors/index.ts';
import { decodeMarginMode, decodePositionMode, MARGIN_COIN } from '../../mapper/index.ts';
import { CATEGORY } from '../../unified/mapper/index.ts';
import { endpoints } from '../../unified/protocol/index.ts';
import type { AccountFacts, BalanceFacts, LeverageFacts, SettingFacts } from '../facts.ts';
import { LegacyRefusal, notOffered } from '../refusal.ts';
import type { AccountDesk, Listed, OpenCount } from './desk.ts';
import { openCountOf } from './open-count.ts';
import { given } from './requests.ts';
import { amountOf } from './texts.ts';
import { cursorOf } from './unified-requests.ts';
import { unifiedBalanceOf, unifiedBillOf, unifiedClosedOf, unifiedPositionOf } from './unified-rows.ts';

const category = { category: CATEGORY } as const;

export class UnifiedAccount implements AccountDesk {
  readonly #calls: Calls<typeof endpoints>;

  constructor(rest: BitgetRest) {
    this.#calls = callsOf(rest, endpoints);
  }

  async balance(): Promise<BalanceFacts> {
    return unifiedBalanceOf(await this.#calls.assets());
  }

  async account(symbol: string): Promise<AccountFacts> {
    const [balance, setting] = await Promise.all([this.balance(), this.setting(symbol)]);
    return { ...balance, ...setting };
  }

  /** A contract that was never set trades crossed, which is the family's default; its leverage is then not known. */
  async setting(symbol: string): Promise<SettingFacts> {
    const { holdMode, symbolConfigList } = await this.#calls.settings();
    const row = (symbolConfigList ?? []).find((each) => each.symbol.toUpperCase() === symbol);
    const leverage = String(row?.leverage ?? '');
    return {
      isHedge: decodePositionMode(holdMode) === 'hedge',
      marginMode: decodeMarginMode(row?.marginMode ?? 'crossed'),
      crossed: leverage,
      long: leverage,
      short: leverage,
    };
  }

  async setLeverage(symbol: string, leverage: string, side: PositionSide | undefined): Promise<LeverageFacts> {
    const { marginMode, isHedge } = await this.setting(symbol);
    const target = { ...category, symbol, leverage, marginMode } as const;
    if (marginMode !== 'isolated' || !isHedge) await this.#calls.setLeverage(target);
    else {
      for (const posSide of side ? [side] : (['long', 'short'] as const)) {
        await this.#calls.setLeverage({ ...target, posSide });
      }
    }
    return this.setting(symbol);
  }

  /** The mode rides on the leverage, which stays as it is. */
  async setMarginMode(symbol: string, marginMode: MarginMode): Promise<LeverageFacts> {
    const before = await this.setting(symbol);
    if (before.crossed === '') throw notOffered('set the leverage of the contract before its margin mode');
    const sides = marginMode === 'isolated' && before.isHedge ? (['long', 'short'] as const) : [undefined];
    for (const posSide of sides) {
      await this.#calls.setLeverage({
        ...category,
        symbol,
        leverage: before.crossed,
        marginMode,
        ...given({ posSide }),
      });
    }
    return this.setting(symbol);
  }

  async setPositionMode(isHedge: boolean): Promise<void> {
    await this.#calls.setHoldMode({ holdMode: isHedge ? 'hedge_mode' : 'one_way_mode' });
  }

  async moveMargin(symbol: string, amount: string, side: PositionSide): Promise<void> {
    const isBack = amount.startsWith('-');
    const operation = isBack ? 'remove' : 'add';
    await this.#calls.setMargin({ ...category, symbol, posSide: side, amount: amount.replace('-', ''), operation });
  }

  setAutoMargin(): Promise<void> {
    return Promise.reject(notOffered('a Unified account adds no margin by itself'));
  }

  async openCount(asked: OpenCount): Promise<string> {
    const [contract] = await this.#calls.instruments({ ...category, symbol: asked.symbol });
    if (!contract) throw new LegacyRefusal('40034', asked.symbol);
    const { quantityMultiplier, takerFeeRate } = contract;
    return openCountOf(asked, { step: amountOf(quantityMultiplier), takerFee: amountOf(takerFeeRate) });
  }

  async positions(symbol: string | undefined) {
    const { list } = await this.#calls.currentPosition({ ...category, ...given({ symbol }) });
    // Null has been seen for accounts with positions: it is asked whether any margin is held.
    if (list === null && /[1-9]/.test(String((await this.#calls.assets()).mmr)))
      throw lostAnswer('v3/position/current-position', 'undocumented-answer', {
        says: 'the account holds margin and lists no position',
      });
    return (list ?? []).map(unifiedPositionOf);
  }

  async closedPositions({ symbol, ...query }: Listed) {
    const { list, cursor } = await this.#calls.historyPosition({
      ...category,
      ...given({ symbol }),
      ...cursorOf(query),
    });
    return { rows: (list ?? []).map(unifiedClosedOf), endId: cursor ?? '' };
  }

  async bills({ symbol, business, ...query }: Listed & { readonly business?: string | undefined }) {
    const type = business?.toUpperCase();
    const asked = { ...category, coin: MARGIN_COIN, ...given({ type }), ...cursorOf(query) };
    const { list, cursor } = await this.#calls.financialRecords(asked);
    const rows = (list ?? []).map(unifiedBillOf);
    return { rows: symbol ? rows.filter((row) => row.symbol === symbol) : rows, endId: cursor ?? '' };
  }
}
