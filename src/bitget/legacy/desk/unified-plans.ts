/**
 * Take-profits, stop-losses and orders that wait for a price, of a Unified account behind V1: its strategy orders.
 * Invariant: a leg that is moved takes the other leg of its order along as it stands.
 */
import { type Calls, callsOf } from '../../api/calls.ts';
import type { BitgetRest } from '../../client/index.ts';
import { CATEGORY } from '../../unified/mapper/index.ts';
import { endpoints } from '../../unified/protocol/index.ts';
import type { Ack, Names, Page, PlanChange, PlanFacts, PlanKind, PlanWish, TriggerWish } from '../facts.ts';
import { LegacyRefusal, notOffered } from '../refusal.ts';
import { isWaiting } from '../words.ts';
import type { Listed, PlanDesk } from './desk.ts';
import { ackOf, given } from './requests.ts';
import { cursorOf, unifiedSidesOf } from './unified-requests.ts';
import { unifiedPlansOf } from './unified-rows.ts';

const category = { category: CATEGORY } as const;
const NO_TRAILING = 'a Unified account has no order that follows the price';

const byOf = (isByMark: boolean): 'mark' | 'market' => (isByMark ? 'mark' : 'market');

export class UnifiedPlans implements PlanDesk {
  readonly #calls: Calls<typeof endpoints>;

  constructor(rest: BitgetRest) {
    this.#calls = callsOf(rest, endpoints);
  }

  async placeTrigger(trigger: TriggerWish): Promise<Ack> {
    const { symbol, kind, positionSide, isHedge, size, clientOid } = trigger;
    if (kind === 'moving_plan') throw notOffered(NO_TRAILING);
    const closing = unifiedSidesOf({ intent: 'close', positionSide, isHedge });
    const isWhole = kind.startsWith('pos_') || size === undefined;
    return ackOf(
      await this.#calls.placeStrategyOrder({
        ...category,
        symbol,
        type: 'tpsl',
        posSide: positionSide,
        ...(!isHedge && closing),
        ...(isWhole ? { tpslMode: 'full' as const } : { tpslMode: 'partial' as const, qty: size }),
        ...legOf(trigger),
        clientOid,
      }),
    );
  }

  async moveTrigger(symbol: string, names: Names, triggerPrice: string): Promise<Ack> {
    const legs = await this.#find(symbol, names);
    const [first, second] = legs;
    if (!first || isWaiting(first.kind)) throw new LegacyRefusal('43025');
    if (second) throw notOffered('this take-profit and stop-loss are one order: cancel it and place two');
    const moved = legOf({ ...first, triggerPrice });
    const { orderId } = first;
    const size = first.size === '' ? {} : { qty: first.size };
    return ackOf(await this.#calls.modifyStrategyOrder({ orderId, ...size, ...moved }));
  }

  async place(plan: PlanWish): Promise<Ack> {
    const { symbol, size, type, executePrice, triggerPrice, isByMark, callback, clientOid } = plan;
    if (callback !== undefined) throw notOffered(NO_TRAILING);
    return ackOf(
      await this.#calls.placeStrategyOrder({
        ...category,
        symbol,
        type: 'trigger',
        qty: size,
        ...unifiedSidesOf(plan),
        triggerBy: byOf(isByMark),
        triggerPrice,
        triggerOrderType: type,
        ...given({ triggerOrderPrice: executePrice, takeProfit: plan.takeProfit, stopLoss: plan.stopLoss }),
        clientOid,
      }),
    );
  }

  async change(change: PlanChange): Promise<Ack> {
    const { symbol, triggerPrice, isByMark, executePrice, takeProfit, stopLoss, ...names } = change;
    const [plan] = await this.#find(symbol, names);
    if (!plan || !isWaiting(plan.kind)) throw new LegacyRefusal('43025');
    const triggerBy = isByMark === undefined ? undefined : byOf(isByMark);
    const changed = { triggerPrice, triggerBy, triggerOrderPrice: executePrice, takeProfit, stopLoss };
    return ackOf(await this.#calls.modifyStrategyOrder({ orderId: plan.orderId, ...given(changed) }));
  }

  async cancel(_symbol: string, names: Names): Promise<Ack> {
    await this.#calls.cancelStrategyOrder(given(names));
    return { orderId: names.orderId ?? '', clientOid: names.clientOid ?? '' };
  }

  /** One after another: there is no call for all of them. */
  async clear(symbol: string | undefined, kind: PlanKind): Promise<void> {
    const plans = await this.open(symbol);
    const ids = new Set(plans.filter((plan) => plan.kind === kind).map(({ orderId }) => orderId));
    for (const orderId of ids) await this.#calls.cancelStrategyOrder({ orderId });
  }

  async open(symbol: string | undefined): Promise<readonly PlanFacts[]> {
    const rows = (await this.#calls.unfilledStrategyOrders(category)) ?? [];
    const plans = rows.flatMap(unifiedPlansOf);
    return symbol === undefined ? plans : plans.filter((plan) => plan.symbol.toUpperCase() === symbol);
  }

  async past({ symbol, ...query }: Listed): Promise<Page<PlanFacts>> {
    const { list, cursor } = await this.#calls.historyStrategyOrders({ ...category, ...cursorOf(query) });
    const plans = (list ?? []).flatMap(unifiedPlansOf);
    const rows = symbol === undefined ? plans : plans.filter((plan) => plan.symbol.toUpperCase() === symbol);
    return { rows, endId: cursor ?? '' };
  }

  async #find(symbol: string, { orderId, clientOid }: Names): Promise<readonly PlanFacts[]> {
    const open = await this.open(symbol);
    return open.filter((plan) => (orderId ? plan.orderId === orderId : plan.clientOid === clientOid));
  }
}

function legOf({ kind, triggerPrice, isByMark }: Pick<PlanFacts, 'kind' | 'triggerPrice' | 'isByMark'>) {
  const by = byOf(isByMark);
  return kind === 'pos_loss' || kind === 'loss_plan'
    ? ({ stopLoss: triggerPrice, slTriggerBy: by, slOrderType: 'market' } as const)
    : ({ takeProfit: triggerPrice, tpTriggerBy: by, tpOrderType: 'market' } as const);
}
