/**
 * Folds what the market says into what is known of each symbol, and lets its strategies see it.
 * Invariant: a minute is seen once and in order; history never trades; a symbol that is not followed is not heard.
 */
import type { EventOf } from '../domain/index.ts';
import { carryOut } from './intents.ts';
import { MINUTE_MS, type SymbolMarket } from './market/index.ts';
import { equityOf, type KernelState, notice, type Turn } from './state.ts';
import { stopStrategy } from './stop-strategy.ts';
import type { StrategyRunner, ViewOf } from './strategy-runner.ts';

/** Funding is booked by the venue at its time and shows in the bills a little later. */
const BILLS_DELAY_MS = 15_000;
/** The alarm at which the venue is asked for bills. */
export const BILLS_ALARM = 'bills';

export function onCandle(state: KernelState, turn: Turn, event: EventOf<'candle'>, viewOf: ViewOf): void {
  const { symbol, candle } = event;
  const market = state.markets.get(symbol);
  if (!market || candle.openAt <= market.candleOpenAt) return;
  if (market.candleOpenAt >= 0 && candle.openAt > market.candleOpenAt + MINUTE_MS) {
    notice(turn, 'warning', 'candle-gap', { symbol, missing: (candle.openAt - market.candleOpenAt) / MINUTE_MS - 1 });
  }
  market.candleOpenAt = candle.openAt;
  market.price = candle.close;
  seen(state, turn, market);
  if (state.portfolio.openCount > 0) state.portfolio.trackDrawdown(equityOf(state));
  for (const runner of runnersOf(state, symbol)) carryOut(state, turn, runner, runner.onCandle(candle, viewOf));
}

export function onTrade(state: KernelState, turn: Turn, event: EventOf<'trade'>, viewOf: ViewOf): void {
  const market = state.markets.get(event.symbol);
  if (!market) return;
  market.price = event.price;
  seen(state, turn, market);
  for (const runner of runnersOf(state, event.symbol)) carryOut(state, turn, runner, runner.onTrade(event, viewOf));
}

export function onQuote(state: KernelState, turn: Turn, event: EventOf<'quote'>): void {
  const market = state.markets.get(event.symbol);
  if (!market) return;
  market.bid = event.bid;
  market.ask = event.ask;
  seen(state, turn, market);
}

export function onMark(state: KernelState, turn: Turn, event: EventOf<'mark'>): void {
  const market = state.markets.get(event.symbol);
  if (!market) return;
  market.mark = event.price;
  market.price = event.price;
  market.fundingRate = event.fundingRate;
  market.nextFundingAt = event.nextFundingAt;
  seen(state, turn, market);
}

export function onHistory(state: KernelState, turn: Turn, event: EventOf<'history'>): void {
  const market = state.markets.get(event.symbol);
  if (!market) return;
  const runners = runnersOf(state, event.symbol);
  // One that begins anew reads what the others have read already.
  const fresh = runners.filter(({ isFresh }) => isFresh);
  for (const candle of event.candles) {
    const isNew = candle.openAt > market.candleOpenAt;
    if (isNew) {
      market.candleOpenAt = candle.openAt;
      market.price = candle.close;
    }
    for (const runner of isNew ? runners : fresh) {
      const failure = runner.observeHistory(candle);
      if (failure !== undefined) stopStrategy(state, turn, { runner, failure });
    }
  }
}

/** Notes the time, and asks for the bills some seconds after each funding that hits a position. */
function seen(state: KernelState, turn: Turn, market: SymbolMarket): void {
  market.updatedAt = turn.at;
  const slot = Math.floor(turn.at / (market.instrument.fundingIntervalHours * 60 * MINUTE_MS));
  if (slot === market.fundingSlot) return;
  const isFirst = market.fundingSlot < 0;
  market.fundingSlot = slot;
  if (isFirst || !state.portfolio.has(market.instrument.symbol)) return;
  turn.effects.push({ type: 'set-alarm', name: BILLS_ALARM, at: turn.at + BILLS_DELAY_MS });
}

const runnersOf = (state: KernelState, symbol: string): readonly StrategyRunner[] => state.runners.get(symbol) ?? [];
