/**
 * What a strategy is compared with: holding the coin, and entering at random as often as it does.
 * Invariant: the random trader risks as much per trade, as far from its stop, on the same sides and for no longer.
 */
import { type Candle, type Instrument, moneyToNumber, priceToNumber } from '../../domain/index.ts';
import type { Params } from '../../kernel/index.ts';
import { randomEntry } from './random-entry.ts';
import { mean } from './statistics.ts';
import type { Trade } from './trade-log.ts';

const TAKER_LEGS = 2;
/** High enough that margin never cuts a size: the risk decides it. */
const LEVERAGE = 20;

/** Buying at the first price and selling at the last with all of the balance, less taker fees; without funding. */
export function buyAndHold(instrument: Instrument, first: Candle, last: Candle): number {
  const change = priceToNumber(instrument, last.close) / priceToNumber(instrument, first.open) - 1;
  return change - (TAKER_LEGS * Number(instrument.takerFee)) / 1e10;
}

/** @param bars that the trades were found in. @returns undefined without trades: there is nothing to be like. */
export function randomLike(
  trades: readonly Trade[],
  { bars, barMs, balance }: { readonly bars: number; readonly barMs: number; readonly balance: number },
): Params | undefined {
  if (trades.length === 0) return undefined;
  const heldBars = trades.map(({ openedAt, closedAt }) => Math.max(1, Math.ceil((closedAt - openedAt) / barMs)));
  const idle = Math.max(trades.length, bars - heldBars.reduce((total, held) => total + held, 0));
  const stops = trades.map(({ risk, entryNotional }) => moneyToNumber(risk) / moneyToNumber(entryNotional));
  const gains = trades.flatMap(({ r }) => (r !== undefined && r > 0 ? [r] : []));
  return bounded({
    chance: trades.length / idle,
    longShare: trades.filter(({ positionSide }) => positionSide === 'long').length / trades.length,
    stop: mean(stops) ?? 0,
    reward: mean(gains) ?? 1,
    barsMax: Math.max(...heldBars),
    leverage: LEVERAGE,
    risk: mean(trades.map(({ risk }) => moneyToNumber(risk) / balance)) ?? 0,
  });
}

function bounded(wanted: Record<string, number>): Params {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      const { min, max } = randomEntry.params[name as keyof typeof randomEntry.params];
      return [name, Math.min(max, Math.max(min, value))];
    }),
  );
}

/** Share of `others` that `found` beats; an equal one counts half. Undefined without others. */
export function percentileOf(found: number, others: readonly number[]): number | undefined {
  return mean(others.map((other) => (other < found ? 1 : other === found ? 0.5 : 0)));
}
