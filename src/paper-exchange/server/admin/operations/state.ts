/**
 * A checker's view of the whole exchange.
 * Invariant: shows balances and trades, never keys; changes nothing.
 */
import { asMoney, formatMoney } from '../../../../domain/index.ts';
import type { Desk } from '../../desk.ts';
import { defineOperation, NO_BODY } from '../operation.ts';

export const state = defineOperation({
  method: 'GET',
  path: '/state',
  summary: 'everything about every account',
  body: NO_BODY,
  answer:
    '`at`, `totalCash`, `stateHash`, `accounts`: `name`, `balance`, `equity`, `available`, `positions`, `openOrders`, `openTriggers`, `fills`, `bills`, `finishedOrders`',
  run: ({ desk }) => stateOf(desk),
});

export const stateHash = defineOperation({
  method: 'GET',
  path: '/state-hash',
  summary: 'the state of the exchange as one number: equal states have equal hashes',
  body: NO_BODY,
  answer: '`at`, `stateHash`',
  run: ({ desk }) => hashOf(desk),
});

export const snapshot = defineOperation({
  method: 'GET',
  path: '/snapshot',
  summary: 'the whole state of the trading core, as it is kept',
  body: NO_BODY,
  answer: '`at`, `snapshot`',
  run: ({ desk }) => ({ at: desk.now(), snapshot: desk.parts.exchange.snapshot() }),
});

export const save = defineOperation({
  method: 'POST',
  path: '/save',
  summary: 'writes the present state to the data folder, which otherwise holds that of the last change to an account',
  body: NO_BODY,
  answer: '`at`, `stateHash`, `isKept`: false without a data folder',
  run: ({ desk }) => {
    desk.checkpoint();
    return { ...hashOf(desk), isKept: desk.parts.store !== undefined };
  },
});

export const pools = defineOperation({
  method: 'GET',
  path: '/pools',
  summary: 'where all cash is; the total never changes',
  body: NO_BODY,
  answer: '`at`, `accounts`, a field for each pool, `total`: USDT, decimal text',
  run: ({ desk }) => poolsOf(desk),
});

const hashOf = (desk: Desk) => ({ at: desk.now(), stateHash: desk.parts.exchange.stateHash() });

function poolsOf(desk: Desk) {
  const { exchange } = desk.parts;
  const held = exchange.accountNames.reduce((sum, name) => sum + exchange.account(name).balance, 0n);
  const amounts = Object.entries(exchange.pools).map(([pool, amount]) => [pool, formatMoney(amount)] as const);
  return {
    at: desk.now(),
    accounts: formatMoney(asMoney(held)),
    ...Object.fromEntries(amounts),
    total: formatMoney(exchange.totalCash),
  };
}

function stateOf(desk: Desk) {
  const { exchange, history } = desk.parts;
  const accounts = exchange.accountNames.map((name) => {
    const { balance, equity, available } = exchange.accountDetail(name);
    return {
      name,
      balance: formatMoney(balance),
      equity: formatMoney(equity),
      available: formatMoney(available),
      positions: exchange.positionDetails(name),
      openOrders: exchange.openOrderDetails(name),
      openTriggers: exchange.openTriggerDetails(name),
      fills: history.of(name).fill.map(({ fill }) => fill),
      bills: history.of(name).bill,
      finishedOrders: history.of(name).order,
    };
  });
  return { at: desk.now(), totalCash: formatMoney(exchange.totalCash), stateHash: exchange.stateHash(), accounts };
}
