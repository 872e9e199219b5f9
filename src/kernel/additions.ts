/**
 * From the wish to add to a position to an approved order, with the position's own stop as its preset.
 * Invariant: with the addition the whole position loses at its live stops, fees included, no more than one trade may.
 */
import { applyRate, type Lots, lots, type PositionSide, type Rate, type Ticks, ticks } from '../domain/index.ts';
import { availableOf, propose } from './entries.ts';
import { stopCoverage } from './orders/index.ts';
import { type Position, positionKey } from './portfolio/index.ts';
import { type AdditionView, riskBudget, sizeForAddition } from './risk/index.ts';
import { configOf, equityOf, instrumentOf, type KernelState, limitsOf, notice, type Turn } from './state.ts';
import type { Intent } from './strategy.ts';

type AddIntent = Extract<Intent, { kind: 'add' }>;
type Wish = { readonly symbol: string; readonly owner: string; readonly price: Ticks; readonly intent: AddIntent };

export function add(state: KernelState, turn: Turn, wish: Wish): void {
  const { symbol, owner, price, intent } = wish;
  const { positionSide, takeProfits, reason } = intent;
  const guard = state.guards.get(positionKey(symbol, positionSide));
  const position = guard?.owner === owner ? state.portfolio.position(symbol, positionSide) : undefined;
  const addition: AdditionView = {
    position,
    isBusy: guard?.isLadderPlaced === false || isBusy(state, symbol, positionSide),
    stopStands: position && standingStop(state, position),
    additions: guard?.additions ?? 0,
    additionsMax: intent.additionsMax,
    profitMin: ticks(intent.profitMin),
  };
  const leverage = guard?.leverage ?? 1;
  // Where the position's stop is to stand: a move under way is ahead of `stopStands`, and only ever nearer to profit.
  const stopLoss = guard?.stopLoss;
  const proposal = {
    symbol,
    positionSide,
    type: 'market',
    price: undefined,
    size: sizeOf(state, turn, { ...wish, addition, leverage }),
    timeInForce: 'ioc',
    marginMode: configOf(state).marginMode,
    leverage,
    stopLoss,
    takeProfit: undefined,
  } as const;
  const plan = { owner, reason, stopLoss: stopLoss ?? price, takeProfits, isAddition: true } as const;
  const refusal = propose(state, turn, { proposal, price, plan, addition });
  if (refusal)
    notice(turn, 'info', 'addition-refused', { symbol, positionSide, owner, rule: refusal.rule, ...refusal.details });
}

/** Zero where there is nothing to measure by; the gate says what is missing. */
function sizeOf(state: KernelState, turn: Turn, wish: Wish & { addition: AdditionView; leverage: number }): Lots {
  const { symbol, price, intent, addition, leverage } = wish;
  const { position, stopStands: stop } = addition;
  if (position === undefined || stop === undefined) return lots(0);
  const { riskPerTrade } = limitsOf(state);
  const risk = (intent.risk < riskPerTrade ? intent.risk : riskPerTrade) as Rate;
  const equity = equityOf(state);
  return sizeForAddition(
    instrumentOf(state, symbol),
    { ...position, positionSide: intent.positionSide, stop },
    {
      price,
      leverage,
      budget: riskBudget(equity, risk, [intent.sizeFactor, state.breaker.view(turn.at).sizeFactor]),
      wholeBudget: applyRate(equity, risk),
      available: availableOf(state),
    },
  );
}

/** What is under way may change the position or its targets; what is to be added to stands still. */
function isBusy(state: KernelState, symbol: string, positionSide: PositionSide): boolean {
  if (state.orders.find(symbol, 'open') || state.orders.find(symbol, 'close', positionSide)) return true;
  return state.triggers.openOf(symbol, positionSide).some(({ status }) => status !== 'live');
}

/** Where the live stops stand that cover the whole position: the farthest from profit, for it is the one that is certain. */
function standingStop(state: KernelState, { symbol, positionSide, size }: Position): Ticks | undefined {
  const triggers = state.triggers.openOf(symbol, positionSide);
  if (stopCoverage(triggers, size) !== 'covered') return undefined;
  const prices = triggers
    .filter(({ request, status }) => request.kind === 'stop-loss' && status === 'live')
    .map(({ request }) => request.triggerPrice);
  return ticks(positionSide === 'long' ? Math.min(...prices) : Math.max(...prices));
}
