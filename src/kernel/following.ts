/**
 * Symbols that a person adds to the run, or takes out of it, while it goes on.
 * Invariant: a word by hand holds over restarts, and goes before `--symbols` and before whoever chooses a universe; a symbol
 * that was taken out is followed until the exchange itself has said that nothing of ours is left in it.
 */
import { type Command, type EventOf, type Refused, refused, SYMBOLS_MAX } from '../domain/index.ts';
import { cancelEntries } from './cancel-entries.ts';
import type { Reply } from './effects.ts';
import { createSymbolMarket } from './market/index.ts';
import { configOf, isInUniverse, type KernelState, notice, reply, type Turn } from './state.ts';
import { stopStrategy } from './stop-strategy.ts';
import type { StrategyDefinition } from './strategy.ts';
import { StrategyRunner } from './strategy-runner.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;
type Lookup = (name: string) => StrategyDefinition;

/** What a session follows: the symbols that it is started with, and what was said by hand in this journal. */
export function followedSymbols(state: Readonly<KernelState>, wanted: readonly string[]): readonly string[] {
  const said = [...state.byHand.keys()].filter((symbol) => state.byHand.get(symbol) === 'in' || isHeld(state, symbol));
  const all = new Set([...wanted, ...said]);
  return [...all].filter((symbol) => state.byHand.get(symbol) !== 'out' || isHeld(state, symbol));
}

/** @returns undefined where the answer comes with the venue's word on the symbol. */
export function addSymbol(
  state: KernelState,
  turn: Turn,
  { symbol }: Of<'add-symbol'>,
  requestId: string,
): Reply | undefined {
  const { symbols } = configOf(state);
  if (symbols.includes(symbol)) return letIn(state, turn, symbol);
  if (symbols.length >= SYMBOLS_MAX)
    return refused('symbols-max', { symbol, followed: symbols.length, max: SYMBOLS_MAX });
  turn.effects.push({ type: 'follow-symbol', symbol, requestId });
  return undefined;
}

/** One that is followed: it may be outside by hand, or because it was not chosen. */
function letIn(state: KernelState, turn: Turn, symbol: string): Reply {
  const isChange = !isInUniverse(state, symbol);
  if (isChange) {
    state.byHand.set(symbol, 'in');
    notice(turn, 'info', 'symbol-joined', { symbol, ...byHand(state) });
  }
  return { ok: true, details: { symbol, isChange } };
}

export function onSymbolListed(
  state: KernelState,
  turn: Turn,
  { instrument, requestId }: EventOf<'symbol-listed'>,
  lookup: Lookup,
): void {
  const { symbol } = instrument;
  const config = configOf(state);
  const isChange = !config.symbols.includes(symbol);
  if (isChange) {
    const market = state.markets.get(symbol);
    if (market) market.instrument = instrument;
    else state.markets.set(symbol, createSymbolMarket(instrument));
    state.config = { ...config, symbols: [...config.symbols, symbol] };
    state.byHand.set(symbol, 'in');
    addRunners(state, turn, symbol, lookup);
    turn.effects.push({ type: 'reconcile', reason: `${symbol} was added` });
    notice(turn, 'info', 'symbol-joined', { symbol, ...byHand(state) });
  }
  reply(state, turn, requestId, { ok: true, details: { symbol, isChange } });
}

export function onSymbolRefused(
  state: KernelState,
  turn: Turn,
  { symbol, requestId, rule, details }: EventOf<'symbol-refused'>,
): void {
  reply(state, turn, requestId, refused(rule, { symbol, ...details }));
}

/** New ones of every strategy; one that was stopped elsewhere begins here no more. */
export function addRunners(state: KernelState, turn: Turn, symbol: string, lookup: Lookup): void {
  const instrument = state.markets.get(symbol)?.instrument;
  if (!instrument || state.runners.has(symbol)) return;
  const others = [...state.runners.values()].flat();
  const runners = configOf(state).strategies.map(
    (config) => new StrategyRunner(lookup(config.name), { config, instrument }),
  );
  state.runners.set(symbol, runners);
  for (const runner of runners) {
    const { name } = runner.config;
    const failure = others.find((one) => one.config.name === name && one.failure !== undefined)?.failure;
    if (failure !== undefined) runner.stop(failure);
    else if (runner.failure !== undefined) stopStrategy(state, turn, { runner, failure: runner.failure });
  }
}

export function removeSymbol(state: KernelState, turn: Turn, { symbol }: Of<'remove-symbol'>): Reply {
  const { symbols } = configOf(state);
  if (state.byHand.get(symbol) === 'out') return { ok: true, details: { symbol, isChange: false } };
  const refusal = objectionTo(state, symbol);
  if (refusal) return refusal;
  state.byHand.set(symbol, 'out');
  const canceled = cancelEntries(state, turn, symbol);
  const positions = [...state.portfolio.positions()].filter((position) => position.symbol === symbol).length;
  notice(turn, 'info', 'symbol-left', { symbol, ...byHand(state) });
  turn.effects.push({ type: 'reconcile', reason: `${symbol} was taken out` });
  const followed = symbols.length;
  return { ok: true, details: { symbol, isChange: true, canceled, positions, followed } };
}

function objectionTo(state: KernelState, symbol: string): Refused | undefined {
  const { symbols } = configOf(state);
  if (!symbols.includes(symbol)) return refused('unknown-symbol', { symbol, followed: symbols.join(' ') });
  const others = symbols.filter((one) => one !== symbol && state.byHand.get(one) !== 'out');
  return others.length === 0 ? refused('last-symbol', { symbol, instead: 'pause' }) : undefined;
}

/** What is taken out goes on being asked about until nothing of it is left: a trade in it has just ended. */
export function askAfterTrade(state: Readonly<KernelState>, turn: Turn, symbol: string): void {
  if (state.byHand.get(symbol) !== 'out' || state.portfolio.has(symbol)) return;
  turn.effects.push({ type: 'reconcile', reason: `the last trade in ${symbol} has ended` });
}

/** Leaves what was taken out, once the exchange has said that nothing is open in it. */
export function leaveSymbols(state: KernelState, turn: Turn): void {
  const config = configOf(state);
  const left = config.symbols.filter((symbol) => state.byHand.get(symbol) === 'out' && !isHeld(state, symbol));
  if (left.length === 0) return;
  state.config = { ...config, symbols: config.symbols.filter((symbol) => !left.includes(symbol)) };
  for (const symbol of left) {
    state.runners.delete(symbol);
    turn.effects.push({ type: 'unfollow-symbol', symbol });
    notice(turn, 'info', 'symbol-unfollowed', { symbol, ...byHand(state) });
  }
}

/** A position, an order that may live, or a trigger. */
function isHeld(state: Readonly<KernelState>, symbol: string): boolean {
  const isOfIt = ({ request }: { readonly request: { readonly symbol: string } }): boolean => request.symbol === symbol;
  return (
    state.portfolio.has(symbol) || [...state.orders.open()].some(isOfIt) || [...state.triggers.open()].some(isOfIt)
  );
}

const byHand = (state: KernelState) => ({ rule: 'by hand', symbols: configOf(state).symbols.length });
