/**
 * Risk, strategies and what the gate would say, as rows for people and programs.
 * Invariant: reads only; money, prices and sizes leave as exact decimal text.
 */
import {
  asMoney,
  formatMoney,
  formatPrice,
  formatRate,
  formatSize,
  minMoney,
  notional,
  type RiskLimits,
  type TightenableLimits,
  ZERO,
} from '../../domain/index.ts';
import {
  assessEntry,
  availableOf,
  type EntryWish,
  equityOf,
  type KernelState,
  limitsOf,
  quotesOf,
  rules,
} from '../../kernel/index.ts';
import type { AssessmentRow, RiskRow, StrategyRow } from '../api.ts';

type State = Readonly<KernelState>;

export function riskRow(state: State, at: number): RiskRow {
  const { portfolio } = state;
  if (!state.config) throw new RangeError('the engine has no session yet');
  const [equity, available] = [equityOf(state), availableOf(state)];
  const exposures = exposuresOf(state);
  return {
    equity: formatMoney(equity),
    available: formatMoney(available),
    marginUsed: formatMoney(asMoney(equity - available)),
    exposure: formatMoney(asMoney(exposures.reduce((sum, { value }) => sum + value, 0n))),
    exposures: exposures.map(({ symbol, side, value }) => ({ symbol, side, notional: formatMoney(value) })),
    realizedToday: formatMoney(portfolio.realizedOn(at)),
    openLoss: formatMoney(minMoney(portfolio.unrealized(quotesOf(state)), ZERO)),
    positions: portfolio.openCount,
    isPaused: state.isPaused,
    isKilled: state.isKilled,
    limits: limitsRow(limitsOf(state)),
    tightened: Object.keys(state.tightened) as (keyof TightenableLimits)[],
    leverages: Object.fromEntries(state.leverages),
    rules: rules.map(({ name, about }) => ({ name, about })),
  };
}

const limitsRow = (limits: RiskLimits): RiskRow['limits'] => ({
  leverageMax: limits.leverageMax,
  riskPerTrade: formatRate(limits.riskPerTrade),
  positionsMax: limits.positionsMax,
  dailyLossMax: formatMoney(limits.dailyLossMax),
  lossesMax: limits.lossesMax,
  cooldownMs: limits.cooldownMs,
  defaultStopDistance: formatRate(limits.defaultStopDistance),
});

/** At the newest price, and at what was paid before there is one. */
const exposuresOf = (state: State) =>
  [...state.portfolio.positions()].map(({ symbol, positionSide, size, cost }) => {
    const market = state.markets.get(symbol);
    const value = market?.price === undefined ? cost : notional(market.instrument, market.price, size);
    return { symbol, side: positionSide, value };
  });

export function strategyRows(state: State): StrategyRow[] {
  const runners = [...state.runners.values()].flat();
  return (state.config?.strategies ?? []).map(({ name, timeframe }) => {
    const record = state.traders.get(name);
    return {
      name,
      timeframe,
      isOn: !state.strategiesOff.has(name),
      failure: runners.find((runner) => runner.config.name === name && runner.failure !== undefined)?.failure,
      trades: record?.trades ?? 0,
      wins: record?.wins ?? 0,
    };
  });
}

export function assessmentRow(state: State, at: number, wish: EntryWish): AssessmentRow | undefined {
  const instrument = state.markets.get(wish.symbol)?.instrument;
  const assessed = instrument && assessEntry(state, at, wish);
  if (!assessed) return undefined;
  const { verdict, price, stopLoss, size } = assessed;
  return {
    isAllowed: verdict.ok,
    rule: verdict.ok ? undefined : verdict.rule,
    details: verdict.ok ? {} : verdict.details,
    price: formatPrice(instrument, price),
    stopLoss: formatPrice(instrument, stopLoss),
    size: formatSize(instrument, size),
    sizeForRisk: formatSize(instrument, assessed.sizeForRisk),
    lossAtStop: formatMoney(assessed.lossAtStop),
    margin: formatMoney(assessed.margin),
    notional: formatMoney(assessed.notional),
  };
}
