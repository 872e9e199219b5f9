/**
 * What must hold when every fault is over and everybody has had time: engine, venue and journal say the same.
 * Invariant: compares with the venue's own books to the last digit; changes nothing.
 */
import { formatMoney } from '../../../src/domain/index.ts';
import { type Engine, recover, replay } from '../../../src/engine/index.ts';
import { Kernel } from '../../../src/kernel/index.ts';
import type { PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import { signalByName } from '../../support/signal-strategy.ts';
import { type Disk, openJournal } from './disk.ts';
import { ACCOUNT } from './life-venue.ts';
import { BALANCE } from './terms.ts';

const compare = (what: string, ours: unknown, venue: unknown): string[] => {
  const [left, right] = [JSON.stringify(ours), JSON.stringify(venue)];
  return left === right ? [] : [`${what}: ours ${left}, the venue's ${right}`];
};

/** @param isAlone nobody else trades the account. @returns what does not agree. */
export function disagreements({ kernel }: Engine, exchange: PaperExchange, isAlone: boolean): string[] {
  const { state } = kernel;
  const { portfolio, orders, triggers, guards } = state;
  const leverageOf = (symbol: string, side: 'long' | 'short') => guards.get(`${symbol}:${side}`)?.leverage;
  const open = [...orders.open()];
  return [
    ...compare(
      'positions',
      [...portfolio.positions()]
        .map(({ symbol, positionSide, size }) => [symbol, positionSide, size, leverageOf(symbol, positionSide)])
        .toSorted(),
      exchange
        .positions(ACCOUNT)
        .filter(({ symbol }) => state.markets.has(symbol))
        .map(({ symbol, positionSide, size, leverage }) => [symbol, positionSide, size, leverage])
        .toSorted(),
    ),
    ...compare(
      'orders',
      open.map(({ request: { clientOid, price, size }, filled }) => [clientOid, price, size, filled]).toSorted(),
      exchange
        .openOrders(ACCOUNT)
        .filter(({ clientOid }) => clientOid !== '')
        .map(({ clientOid, price, size, filled }) => [clientOid, price, size, filled])
        .toSorted(),
    ),
    ...compare(
      'triggers',
      [...triggers.open()]
        .map(({ triggerId, request: { kind, triggerPrice, size } }) => [triggerId, kind, triggerPrice, size])
        .toSorted(),
      exchange
        .openTriggers(ACCOUNT)
        .map(({ triggerId, kind, triggerPrice, size }) => [triggerId, kind, triggerPrice, size])
        .toSorted(),
    ),
    ...compare('cash', formatMoney(portfolio.ledger.balance), formatMoney(exchange.account(ACCOUNT).balance)),
    ...compare(
      'what is open of commands',
      [state.amendments.size, state.leverageWishes.size, state.reconcileWishes.size],
      [0, 0, 0],
    ),
    ...compare(
      'stops',
      stopsOf(exchange),
      [...portfolio.positions()]
        .map(({ symbol, positionSide }) => [symbol, positionSide, guards.get(`${symbol}:${positionSide}`)?.stopLoss])
        .toSorted(),
    ),
    ...compare('cash of everybody', formatMoney(exchange.totalCash), formatMoney(BALANCE)),
    ...(isAlone ? compare('trades', portfolio.results.trades, exchange.closedPositions(ACCOUNT, 0).length) : []),
  ];
}

/** After the kill switch nothing of the engine's is open, and nothing is on its way to be. */
export const survivors = ({ kernel }: Engine, exchange: PaperExchange): string[] =>
  compare(
    'after a kill',
    [],
    [...exchange.positions(ACCOUNT), ...exchange.openOrders(ACCOUNT)].filter(({ symbol }) =>
      kernel.state.markets.has(symbol),
    ),
  );

/** Where the stops of each position stand: one place. */
function stopsOf(exchange: PaperExchange): unknown[] {
  const places = new Set(
    exchange
      .openTriggers(ACCOUNT)
      .filter(({ kind }) => kind === 'stop-loss')
      .map(({ symbol, positionSide, triggerPrice }) => JSON.stringify([symbol, positionSide, triggerPrice])),
  );
  return [...places].map((place) => JSON.parse(place) as unknown[]).toSorted();
}

/** The journal from its beginning, and from its newest snapshot, makes the state that the engine has. */
export function replayed({ kernel }: Engine, disk: Disk): string[] {
  const whole = new Kernel(signalByName);
  const { firstDifference } = replay(whole, disk);
  const partly = new Kernel(signalByName);
  recover(
    partly,
    openJournal(disk, { isAlive: false, crash: () => {} }, () => {}),
  );
  return [
    ...(firstDifference === undefined
      ? []
      : [`the effects of entry ${firstDifference} are other ones when it is replayed`]),
    ...compare('the effects', whole.effectHash, kernel.effectHash),
    ...compare('the state of a replay', whole.stateHash(), kernel.stateHash()),
    ...compare('the state from a snapshot', partly.stateHash(), kernel.stateHash()),
  ];
}
