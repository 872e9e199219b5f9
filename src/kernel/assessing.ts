/**
 * What the gate would say to an entry, without making it.
 * Invariant: changes nothing; the same rules in the same order as for an order that is sent.
 */
import { type Command, type Lots, type Money, notional, type OrderRequest, type Ticks } from '../domain/index.ts';
import { availableOf, riskViewOf } from './entries.ts';
import { defaultStop } from './guards.ts';
import { checkEntry, lossAtStop, marginPerLot, riskBudget, sizeForRisk, type Verdict } from './risk/index.ts';
import { equityOf, instrumentOf, type KernelState, limitsOf, priceOf } from './state.ts';

type OpenPosition = Extract<Command, { kind: 'open-position' }>;

/** An entry that is only thought of; without a size the one that risks what a trade may. */
export type EntryWish = Omit<OpenPosition, 'kind' | 'size'> & { readonly size: Lots | undefined };

export type Assessment = {
  readonly verdict: Verdict;
  readonly price: Ticks;
  readonly stopLoss: Ticks;
  readonly size: Lots;
  /** Lots that lose what a trade may risk at the stop, within the free margin. */
  readonly sizeForRisk: Lots;
  readonly lossAtStop: Money;
  readonly margin: Money;
  readonly notional: Money;
};

/** Undefined before there is a price. */
export function assessEntry(state: Readonly<KernelState>, at: number, wish: EntryWish): Assessment | undefined {
  const price = wish.price ?? priceOf(state, wish.symbol);
  if (price === undefined) return undefined;
  const instrument = instrumentOf(state, wish.symbol);
  const stopLoss = wish.stopLoss ?? defaultStop(state, wish.positionSide, price);
  const { leverage } = wish;
  const budget = riskBudget(equityOf(state), limitsOf(state).riskPerTrade, [state.breaker.view(at).sizeFactor]);
  const most = sizeForRisk(instrument, { price, stop: stopLoss, leverage }, { budget, available: availableOf(state) });
  const size = wish.size ?? most;
  const order: OrderRequest = { ...wish, clientOid: 'assessed', intent: 'open', size, stopLoss };
  return {
    verdict: checkEntry(order, riskViewOf(state, at, order, price)),
    price,
    stopLoss,
    size,
    sizeForRisk: most,
    lossAtStop: lossAtStop(instrument, price, stopLoss, size),
    margin: (marginPerLot(instrument, price, leverage) * BigInt(size)) as Money,
    notional: notional(instrument, price, size),
  };
}
