/**
 * Carries out what a strategy proposes.
 * Invariant: a strategy changes only positions of its own; one that is switched off enters nothing.
 */
import { add } from './additions.ts';
import { closePosition } from './closing.ts';
import { cancelEntry, countRefusal, decline, enter } from './entries.ts';
import { moveStop } from './guarding.ts';
import { positionKey } from './portfolio/index.ts';
import type { KernelState, Turn } from './state.ts';
import { stopStrategy } from './stop-strategy.ts';
import type { Intent } from './strategy.ts';
import type { Decision, StrategyRunner } from './strategy-runner.ts';

/** @param decision undefined: nothing was decided. */
export function carryOut(state: KernelState, turn: Turn, runner: StrategyRunner, decision: Decision | undefined): void {
  if (!decision) return;
  const { failure } = decision;
  if (failure !== undefined) stopStrategy(state, turn, { runner, failure });
  for (const intent of decision.intents) carryOutOne(state, turn, { runner, bar: decision.bar, intent });
}

function carryOutOne(
  state: KernelState,
  turn: Turn,
  { runner, bar, intent }: { runner: StrategyRunner; bar: Decision['bar']; intent: Intent },
): void {
  const { symbol } = runner;
  const owner = runner.config.name;
  const isEntry = intent.kind === 'enter' || intent.kind === 'add';
  if (isEntry && state.strategiesOff.has(owner)) return countRefusal(state, 'strategy-off');
  if (intent.kind === 'enter') return enter(state, turn, { symbol, owner, price: bar.close, intent });
  if (intent.kind === 'add') return add(state, turn, { symbol, owner, price: bar.close, intent });
  if (intent.kind === 'decline') return decline(state, turn, { symbol, owner, intent });
  if (intent.kind === 'cancel-entry') return cancelEntry(state, turn, { symbol, owner, reason: intent.reason });
  const position = state.portfolio.position(symbol, intent.positionSide);
  const guard = state.guards.get(positionKey(symbol, intent.positionSide));
  if (!position || guard?.owner !== owner) return;
  if (intent.kind === 'exit') closePosition(state, turn, { position, reason: intent.reason });
  else moveStop(state, turn, guard, intent.stopLoss);
}
