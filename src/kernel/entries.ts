/**
 * From an intent to an approved order: sized by risk, asked of the gate, sent with its stop.
 * Invariant: no entry leaves without having passed the gate in the same turn.
 */
import {
  asMoney,
  formatSize,
  isTerminal,
  minMoney,
  type OrderRequest,
  type Rate,
  type Refused,
  type Ticks,
  ZERO,
} from '../domain/index.ts';
import type { DeskOrder, EntryPlan } from './orders/index.ts';
import { type AdditionView, checkEntry, marginPerLot, type RiskView, riskBudget, sizeForRisk } from './risk/index.ts';
import {
  configOf,
  equityOf,
  instrumentOf,
  isInUniverse,
  type KernelState,
  limitsOf,
  marketOf,
  nextClientOid,
  notice,
  quotesOf,
  type Turn,
} from './state.ts';
import type { Intent } from './strategy.ts';
import { noteEntry } from './traders.ts';

type EnterIntent = Extract<Intent, { kind: 'enter' }>;

/** What is asked of the gate, whoever asks. */
export type EntryProposal = Omit<OrderRequest, 'clientOid' | 'intent'>;

export function enter(
  state: KernelState,
  turn: Turn,
  wish: { readonly symbol: string; readonly owner: string; readonly price: Ticks; readonly intent: EnterIntent },
): void {
  const { symbol, owner, price, intent } = wish;
  const { marginMode } = configOf(state);
  const limits = limitsOf(state);
  const instrument = instrumentOf(state, symbol);
  const wanted = Math.min(intent.leverage, limits.leverageMax, instrument.leverageMax);
  const leverage = Math.max(1, Math.floor(wanted));
  const risk = (intent.risk < limits.riskPerTrade ? intent.risk : limits.riskPerTrade) as Rate;
  const budget = riskBudget(equityOf(state), risk, [intent.sizeFactor, state.breaker.view(turn.at).sizeFactor]);
  const { limit } = intent;
  const size = sizeForRisk(
    instrument,
    { price: limit ?? price, stop: intent.stopLoss, leverage },
    { budget, available: availableOf(state) },
  );
  const { positionSide, stopLoss, takeProfits, reason } = intent;
  const proposal: EntryProposal = {
    symbol,
    positionSide,
    type: limit === undefined ? 'market' : 'limit',
    price: limit,
    size,
    timeInForce: limit === undefined ? 'ioc' : 'post-only',
    marginMode,
    leverage,
    stopLoss,
    takeProfit: undefined,
  };
  const refusal = propose(state, turn, { proposal, price, plan: { owner, reason, stopLoss, takeProfits } });
  if (refusal)
    notice(turn, 'info', 'entry-refused', { symbol, positionSide, owner, rule: refusal.rule, ...refusal.details });
}

/** Counts an entry that the strategy itself does not want to make. */
export function decline(
  state: KernelState,
  turn: Turn,
  wish: { readonly symbol: string; readonly owner: string; readonly intent: Extract<Intent, { kind: 'decline' }> },
): void {
  const { symbol, owner } = wish;
  const { positionSide, rule, details } = wish.intent;
  countRefusal(state, rule);
  notice(turn, 'info', 'entry-refused', { symbol, positionSide, owner, rule, ...details });
}

export function countRefusal(state: KernelState, rule: string): void {
  state.refusals[rule] = (state.refusals[rule] ?? 0) + 1;
}

/** Cancels what still rests of the strategy's entry; one that has filled nothing counts as not made. */
export function cancelEntry(
  state: KernelState,
  turn: Turn,
  wish: { readonly symbol: string; readonly owner: string; readonly reason: string },
): void {
  const { symbol, owner, reason } = wish;
  const order = state.orders.find(symbol, 'open');
  if (order?.plan?.owner !== owner || (order.status !== 'live' && order.status !== 'partially-filled')) return;
  const { clientOid, positionSide } = order.request;
  if (order.filled === 0) countRefusal(state, 'entry-not-filled');
  turn.effects.push({ type: 'cancel-order', symbol, clientOid });
  notice(turn, 'info', 'entry-canceled', { symbol, positionSide, owner, reason, clientOid });
}

/** Sends the entry if the gate lets it pass; the refusal if not. */
export function propose(
  state: KernelState,
  turn: Turn,
  entry: {
    readonly proposal: EntryProposal;
    readonly price: Ticks;
    readonly plan: EntryPlan;
    readonly requestId?: string;
    readonly addition?: AdditionView;
  },
): Refused | undefined {
  const { proposal, plan, requestId, addition } = entry;
  const candidate: OrderRequest = { clientOid: nextClientOid(state, 'entry'), intent: 'open', ...proposal };
  const verdict = checkEntry(candidate, {
    ...riskViewOf(state, turn.at, candidate, entry.price),
    addition,
  });
  if (!verdict.ok) {
    countRefusal(state, verdict.rule);
    return verdict;
  }
  const { order } = verdict;
  state.orders.add({ request: order, plan, requestId }, turn.at);
  if (!addition) noteEntry(state.traders, plan.owner, turn.at);
  turn.effects.push({ type: 'submit-order', order });
  const { symbol, positionSide } = order;
  const size = formatSize(instrumentOf(state, symbol), order.size);
  notice(turn, 'info', addition ? 'addition-sent' : 'entry-sent', {
    symbol,
    positionSide,
    size,
    owner: plan.owner,
    reason: plan.reason,
    clientOid: order.clientOid,
  });
  return undefined;
}

/** Margin that an entry binds besides what is booked of it. */
export function boundBy(state: Readonly<KernelState>, { request, status, filled, booked }: DeskOrder): bigint {
  const market = marketOf(state, request.symbol);
  const price = request.price ?? market.price;
  if (price === undefined) return 0n;
  return (
    marginPerLot(market.instrument, price, request.leverage) *
    BigInt((isTerminal(status) ? filled : request.size) - booked)
  );
}

/** Cash that neither positions nor entries under way have bound. Unrealised losses count, unrealised gains do not. */
export function availableOf(state: Readonly<KernelState>): ReturnType<typeof asMoney> {
  let bound = 0n;
  for (const position of state.portfolio.positions()) {
    const leverage = state.guards.get(`${position.symbol}:${position.positionSide}`)?.leverage ?? 1;
    bound += position.cost / BigInt(leverage);
  }
  for (const order of state.orders.unsettled()) if (order.request.intent === 'open') bound += boundBy(state, order);
  const openLoss = minMoney(state.portfolio.unrealized(quotesOf(state)), ZERO);
  return asMoney(state.portfolio.ledger.balance + openLoss - bound);
}

/** What the gate is shown for an entry at `price`. */
export function riskViewOf(state: Readonly<KernelState>, at: number, order: OrderRequest, price: Ticks): RiskView {
  // The word that an order is filled may come long before its fills.
  const coming = [...state.orders.unsettled()].filter(
    ({ request, plan }) =>
      request.intent === 'open' &&
      plan?.isAddition === undefined &&
      !state.portfolio.position(request.symbol, request.positionSide),
  );
  const { symbol } = order;
  return {
    at,
    instrument: instrumentOf(state, symbol),
    price,
    priceAt: marketOf(state, symbol).updatedAt,
    equity: equityOf(state),
    available: availableOf(state),
    positionsCount: state.portfolio.openCount + coming.length,
    hasPosition: state.portfolio.has(symbol) || state.orders.find(symbol, 'open') !== undefined,
    realizedToday: state.portfolio.realizedOn(at),
    openLoss: minMoney(state.portfolio.unrealized(quotesOf(state)), ZERO),
    isPaused: state.isPaused,
    isOutside: !isInUniverse(state, symbol),
    breaker: state.breaker.view(at),
    limits: limitsOf(state),
  };
}
