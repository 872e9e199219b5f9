/**
 * Who would be deleveraged first: the rank of a position among those of its symbol and side.
 * Invariant: asking changes nothing; nobody is deleveraged, for the insurance fund may go below zero.
 * Formula: score = unrealised profit ÷ initial margin, that is profit times leverage; rank = share of lower scores.
 */
import { moneyToNumber } from '../../domain/index.ts';
import { marginFor, unrealisedOf } from './margin.ts';
import { type Account, type Core, knownMark, marketOf, type Position } from './state.ts';
import type { AdlRank } from './types.ts';

/** For display: a float. */
function scoreOf(core: Core, position: Position): number {
  const market = marketOf(core, position.symbol);
  const profit = unrealisedOf(market.instrument, position, knownMark(market));
  const margin = marginFor(position.cost, position.leverage);
  return margin > 0n ? moneyToNumber(profit) / moneyToNumber(margin) : 0;
}

function rankOf(core: Core, position: Position): number {
  const score = scoreOf(core, position);
  const peers = core.positions.in(position.symbol).filter(({ positionSide }) => positionSide === position.positionSide);
  return peers.filter((peer) => scoreOf(core, peer) < score).length / peers.length;
}

export const adlRanks = (core: Core, account: Account): AdlRank[] =>
  core.positions.of(account.name).map((position) => ({
    symbol: position.symbol,
    positionSide: position.positionSide,
    rank: rankOf(core, position),
  }));
