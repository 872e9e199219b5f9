/**
 * From an intent to an approved order: sized by risk, asked of the gate, sent with its stop.
 * Invariant: no entry leaves without having passed the gate in the same turn.
 */
import {
  asMoney,
  formatSize,
  minMoney,
  type OrderRequest,
  type Rate,
  type Refused,
  type Ticks,
  ZERO,
} from '../domain/index.ts';
import type { EntryPlan } from './orders/index.ts';
import { checkEntry, marginPerLot, type RiskView, riskBudget, sizeForRisk } from './risk/index.ts';
import {
  configOf,
  equityOf,
  instrumentOf,
  type KernelState,
  marketOf,
  nextClientOid,
  notice,
  quotesOf,
  type Turn,
} from './state.ts';
import type { Intent } from './strategy.ts';

type EnterIntent = Extract<Intent, { kind: 'enter' }>;

/** What is asked of the gate, whoever asks. */
export type EntryProposal = Omit<OrderRequest, 'clientOid' | 'intent'>;

export function enter(
  state: KernelState,
  turn: Turn,
  wish: { readonly symbol: string; readonly owner: string; readonly price: Ticks; readonly intent: EnterIntent },
): void {
  const { symbol, owner, price, intent } = wish;
  const { risk: limits, marginMode } = configOf(state);
  const instrument = instrumentOf(state, symbol);
  const wanted = Math.min(intent.leverage, limits.leverageMax, instrument.leverageMax);
  const leverage = Math.max(1, Math.floor(wanted));
  const risk = (intent.risk < limits.riskPerTrade ? intent.risk : limits.riskPerTrade) as Rate;
  const budget = riskBudget(equityOf(state), risk, [intent.sizeFactor, state.breaker.view(turn.at).sizeFactor]);
  const size = sizeForRisk(
    instrument,
    { price, stop: intent.stopLoss, leverage },
    { budget, available: availableOf(state) },
  );
  const { positionSide, stopLoss, takeProfits, reason } = intent;
  const proposal: EntryProposal = {
    symbol,
    positionSide,
    type: 'market',
    price: undefined,
    size,
    timeInForce: 'ioc',
    marginMode,
    leverage,
    stopLoss,
    takeProfit: undefined,
  };
  const refusal = propose(state, turn, { proposal, price, plan: { owner, reason, stopLoss, takeProfits } });
  if (refusal)
    notice(turn, 'info', 'entry-refused', { symbol, positionSide, owner, rule: refusal.rule, ...refusal.details });
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
  },
): Refused | undefined {
  const { proposal, plan, requestId } = entry;
  const candidate: OrderRequest = { clientOid: nextClientOid(state, 'entry'), intent: 'open', ...proposal };
  const verdict = checkEntry(candidate, riskView(state, turn, candidate, entry.price));
  if (!verdict.ok) {
    state.refusals[verdict.rule] = (state.refusals[verdict.rule] ?? 0) + 1;
    return verdict;
  }
  const { order } = verdict;
  state.orders.add({ request: order, plan, requestId }, turn.at);
  turn.effects.push({ type: 'submit-order', order });
  const { symbol, positionSide } = order;
  const size = formatSize(instrumentOf(state, symbol), order.size);
  notice(turn, 'info', 'entry-sent', {
    symbol,
    positionSide,
    size,
    owner: plan.owner,
    reason: plan.reason,
    clientOid: order.clientOid,
  });
  return undefined;
}

/** Cash that neither positions nor entries under way have bound. Unrealised losses count, unrealised gains do not. */
export function availableOf(state: Readonly<KernelState>): ReturnType<typeof asMoney> {
  let bound = 0n;
  for (const position of state.portfolio.positions()) {
    const leverage = state.guards.get(`${position.symbol}:${position.positionSide}`)?.leverage ?? 1;
    bound += position.cost / BigInt(leverage);
  }
  for (const { request, booked } of state.orders.open()) {
    if (request.intent !== 'open') continue;
    const market = marketOf(state, request.symbol);
    const price = request.price ?? market.price;
    if (price === undefined) continue;
    bound += marginPerLot(market.instrument, price, request.leverage) * BigInt(request.size - booked);
  }
  const openLoss = minMoney(state.portfolio.unrealized(quotesOf(state)), ZERO);
  return asMoney(state.portfolio.ledger.balance + openLoss - bound);
}

function riskView(state: KernelState, turn: Turn, order: OrderRequest, price: Ticks): RiskView {
  const unfilled = [...state.orders.open()].filter(({ request, booked }) => request.intent === 'open' && booked === 0);
  const { symbol } = order;
  return {
    at: turn.at,
    instrument: instrumentOf(state, symbol),
    price,
    priceAt: marketOf(state, symbol).updatedAt,
    equity: equityOf(state),
    available: availableOf(state),
    positionsCount: state.portfolio.openCount + unfilled.length,
    hasPosition: state.portfolio.has(symbol) || state.orders.find(symbol, 'open') !== undefined,
    realizedToday: state.portfolio.realizedOn(turn.at),
    openLoss: minMoney(state.portfolio.unrealized(quotesOf(state)), ZERO),
    isPaused: state.isPaused,
    breaker: state.breaker.view(turn.at),
    limits: configOf(state).risk,
  };
}
