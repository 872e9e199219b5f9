/**
 * Take-profits, stop-losses and orders that wait for a price, of a Classic account behind V1.
 * Invariant: a trigger that is moved keeps its size.
 */
import { type Calls, callsOf } from '../../api/calls.ts';
import type { BitgetRest } from '../../client/index.ts';
import { allPages } from '../../client/pages.ts';
import { endpoints } from '../../protocol/index.ts';
import type { Ack, Names, Page, PlanChange, PlanFacts, PlanKind, PlanWish, TriggerWish } from '../facts.ts';
import { tradeSideOf } from '../words.ts';
import { planOf } from './classic-rows.ts';
import type { Listed, PlanDesk } from './desk.ts';
import { ackOf, batchOf, coin, given, paging, product, refusalOf } from './requests.ts';

/** As the exchange keeps them. */
const PLAN_LISTS = ['normal_plan', 'track_plan', 'profit_loss'] as const;

const triggerTypeOf = (isByMark: boolean) => (isByMark ? 'mark_price' : 'fill_price');

export class ClassicPlans implements PlanDesk {
  readonly #calls: Calls<typeof endpoints>;

  constructor(rest: BitgetRest) {
    this.#calls = callsOf(rest, endpoints);
  }

  async placeTrigger(trigger: TriggerWish): Promise<Ack> {
    const { symbol, kind, positionSide, isHedge, triggerPrice, isByMark, size, callback, clientOid } = trigger;
    const oneWay = positionSide === 'long' ? 'buy' : 'sell';
    return ackOf(
      await this.#calls.placeTpslOrder({
        symbol,
        ...coin,
        planType: kind,
        triggerPrice,
        triggerType: triggerTypeOf(isByMark),
        holdSide: isHedge ? positionSide : oneWay,
        ...given({ size, rangeRate: callback }),
        clientOid,
      }),
    );
  }

  /** V2 wants the size again: it is read from the live one. */
  async moveTrigger(symbol: string, names: Names, triggerPrice: string): Promise<Ack> {
    const live = (await this.#list('ordersPlanPending', 'profit_loss', { symbol, ...names })).rows.at(0);
    const size = live === undefined || live.kind.startsWith('pos_') ? '' : live.size;
    return ackOf(await this.#calls.modifyTpslOrder({ symbol, ...coin, ...given(names), triggerPrice, size }));
  }

  async place(plan: PlanWish): Promise<Ack> {
    const { symbol, marginMode, size, type, executePrice, triggerPrice, isByMark, callback, clientOid } = plan;
    return ackOf(
      await this.#calls.placePlanOrder({
        planType: callback === undefined ? 'normal_plan' : 'track_plan',
        symbol,
        ...coin,
        marginMode,
        size,
        orderType: type,
        triggerPrice,
        triggerType: triggerTypeOf(isByMark),
        ...planSides(plan),
        ...given({
          price: executePrice,
          callbackRatio: callback,
          stopSurplusTriggerPrice: plan.takeProfit,
          stopLossTriggerPrice: plan.stopLoss,
        }),
        clientOid,
      }),
    );
  }

  async change({ symbol, triggerPrice, isByMark, executePrice, takeProfit, stopLoss, ...names }: PlanChange) {
    const change = given({
      newTriggerPrice: triggerPrice,
      newPrice: executePrice,
      newStopSurplusTriggerPrice: takeProfit === '' ? '0' : takeProfit,
      newStopLossTriggerPrice: stopLoss === '' ? '0' : stopLoss,
    });
    const newTriggerType = isByMark === undefined ? undefined : triggerTypeOf(isByMark);
    return ackOf(
      await this.#calls.modifyPlanOrder({
        symbol,
        ...product,
        planType: 'normal_plan',
        ...given(names),
        ...change,
        ...(newTriggerType && { newTriggerType }),
      }),
    );
  }

  async cancel(symbol: string, names: Names, kind: PlanKind): Promise<Ack> {
    const request = { symbol, ...coin, planType: kind, orderIdList: [given(names)] };
    const { done, failed } = batchOf(await this.#calls.cancelPlanOrder(request), symbol);
    const [failure] = failed;
    if (failure) throw refusalOf(failure);
    return done.at(0) ?? { orderId: names.orderId ?? '', clientOid: names.clientOid ?? '' };
  }

  async clear(symbol: string | undefined, kind: PlanKind): Promise<void> {
    const { failed } = batchOf(
      await this.#calls.cancelPlanOrder({ ...coin, ...given({ symbol }), planType: kind }),
      symbol ?? '',
    );
    const [failure] = failed;
    if (failure) throw refusalOf(failure);
  }

  async open(symbol: string | undefined): Promise<readonly PlanFacts[]> {
    const lists = PLAN_LISTS.map((kind) =>
      allPages(
        (after) => this.#list('ordersPlanPending', kind, { symbol, after, limit: '100' }),
        ({ orderId }) => orderId,
      ),
    );
    return (await Promise.all(lists)).flat();
  }

  async past(asked: Listed): Promise<Page<PlanFacts>> {
    const pages = await Promise.all(PLAN_LISTS.map((kind) => this.#list('ordersPlanHistory', kind, asked)));
    return { rows: pages.flatMap(({ rows }) => rows), endId: '' };
  }

  async #list(
    list: 'ordersPlanPending' | 'ordersPlanHistory',
    planType: (typeof PLAN_LISTS)[number],
    { symbol, orderId, clientOid, ...query }: Listed & Names,
  ): Promise<Page<PlanFacts>> {
    const names = given({ symbol, orderId, clientOid });
    const { entrustedList, endId } = await this.#calls[list]({ ...product, planType, ...names, ...paging(query) });
    return { rows: (entrustedList ?? []).map(planOf).filter((row) => row !== undefined), endId: endId ?? '' };
  }
}

/** Of a plan `reduceOnly` is lower case, unlike that of an order. */
const planSides = ({ intent, positionSide, isHedge }: PlanWish) =>
  isHedge
    ? ({ side: positionSide === 'long' ? 'buy' : 'sell', tradeSide: intent } as const)
    : ({
        side: tradeSideOf({ intent, positionSide }),
        reduceOnly: intent === 'close' ? 'yes' : 'no',
      } as const);
