/**
 * What a running engine says of itself, for people.
 * Invariant: what keeps it from entering, or makes its figures old, stands first.
 */
import type { StatusFound } from '../roots/index.ts';
import { countsText, moment, usdt } from './amounts.ts';
import type { OpenPosition } from './control-text.ts';
import { openPositionText } from './control-text.ts';
import { factsTable } from './table.ts';

export function statusText(found: StatusFound, open: readonly OpenPosition[]): string {
  const { mode, network, family, feed, venue, startedAt, at, symbols, symbolsOutside, strategies } = found;
  const signed = Number(found.unrealizedPnl) >= 0 ? `+${usdt(found.unrealizedPnl)}` : usdt(found.unrealizedPnl);
  return factsTable({
    state: stateText(found),
    ...warnings(found),
    run: `${[mode, network, family].filter((word) => word !== undefined).join(', ')}: ${feed}, ${venue}`,
    time: `${moment(at)} UTC, market time; running since ${moment(startedAt)}`,
    equity: `${usdt(found.equity)} USDT: balance ${usdt(found.balance)}, open ${signed}; ${usdt(found.available)} available`,
    profit: `today ${usdt(found.realizedToday)} USDT realised; so far fees ${usdt(found.fees)}, funding ${usdt(found.funding)}, max drawdown ${usdt(found.maxDrawdown)}`,
    trades: `${found.trades} (${found.wins} won, ${found.losses} lost), ${found.orders} orders, ${found.fills} fills`,
    open: open.map(openPositionText).join('\n') || 'nothing',
    breaker: breakerText(found.breaker),
    strategies: strategies.map(({ name, timeframe }) => `${name} ${timeframe}`).join(', ') || 'none',
    symbols: symbols.join(' '),
    ...(symbolsOutside.length > 0 && { 'not entered': symbolsOutside.join(' ') }),
    refusals: countsText(found.refusals),
    journal: `entry ${found.seq}, effects ${found.effectHash}`,
  });
}

const stateText = ({ state }: StatusFound): string =>
  state === 'paused' ? 'PAUSED: no entries are made; `viper resume` allows them again' : state.toUpperCase();

function warnings({ isStale, isAccountStale, accountAt }: StatusFound): Readonly<Record<string, string>> {
  const since = accountAt === undefined ? 'never yet' : `last at ${moment(accountAt)} UTC`;
  return {
    ...(isStale && { 'STALE MARKET': 'prices are older than two minutes and not to be trusted' }),
    ...(isAccountStale && { 'STALE ACCOUNT': `the exchange was asked for it ${since}` }),
  };
}

function breakerText({ state, until, sizeFactor, consecutiveLosses }: StatusFound['breaker']): string {
  const lost = `${consecutiveLosses} losses in a row`;
  if (state === 'closed') return `closed: entries are made; ${lost}`;
  if (state === 'reduced') return `reduced: entries of ${sizeFactor} times their size; ${lost}`;
  return `cooldown: no entries${until === undefined ? '' : ` until ${moment(until)} UTC`}`;
}
