/**
 * What the accounts of a random life do with positions, margin and settings, and what the exchange's staff does.
 * Invariant: test support only; an account that is poor is given cash again, so that life goes on.
 */
import { type Money, money } from '../../../domain/index.ts';
import type { AdminCommand, CoreOutput } from '../types.ts';
import type { Done, Life, LifeOperation } from './life.ts';
import { anyAccount, anyPosition, anySize, anySymbol } from './life-of-orders.ts';

const ACCOUNTS_MAX = 7;
const POOR = money('2000');
const HOURS = [1, 2, 4, 8] as const;

function closePositions(life: Life): Done {
  const owner = anyAccount(life);
  const asked = life.chance(30) ? {} : anyPosition(life, owner);
  return life.exchange.closePositions(owner, asked, life.at);
}

/** Ends everything, and then asks for other modes: only so are they free to change. */
function changeModes(life: Life): Done {
  const { exchange, at, pick } = life;
  const owner = anyAccount(life);
  const outputs: CoreOutput[] = [...exchange.cancelAll(owner, {}, at).outputs];
  for (const { symbol, planId } of exchange.plans(owner))
    outputs.push(...exchange.cancelPlan(owner, { symbol, id: planId }, at).outputs);
  outputs.push(...exchange.closePositions(owner, {}, at).outputs);
  const symbol = anySymbol(life);
  const answer = exchange.setMarginMode(owner, { symbol, marginMode: pick(['isolated', 'crossed'] as const) }, at);
  outputs.push(...answer.outputs);
  const { result, outputs: more } = exchange.setPositionMode(owner, { positionMode: pick(['hedge', 'one-way']) }, at);
  return { result, outputs: [...outputs, ...more] };
}

const setLeverage = (life: Life): Done =>
  life.exchange.setLeverage(anyAccount(life), { symbol: anySymbol(life), leverage: life.random(127) }, life.at);

function reverse(life: Life): Done {
  const owner = anyAccount(life);
  const size = life.chance(50) ? anySize(life) : undefined;
  return life.exchange.reverse(owner, { ...anyPosition(life, owner), size, clientOid: life.name() }, life.at);
}

function adjustMargin(life: Life): Done {
  const owner = anyAccount(life);
  const amount = money(String(life.random(400) - 150)) as Money;
  return life.exchange.adjustMargin(owner, { ...anyPosition(life, owner), amount }, life.at);
}

function setAutoMargin(life: Life): Done {
  const owner = anyAccount(life);
  return life.exchange.setAutoMargin(owner, { ...anyPosition(life, owner), isOn: life.chance(60) }, life.at);
}

/** The poor get what the rich can spare. */
function transfer(life: Life): Done {
  const owner = anyAccount(life);
  const isPoor = life.exchange.account(owner).balance < POOR;
  const amount = money(String(isPoor ? 5_000 : life.random(400) - 300));
  return administer(life, { kind: 'transfer', account: owner, amount });
}

function createAccount(life: Life): Done {
  const { exchange, pick, random } = life;
  const name = `new${random(ACCOUNTS_MAX)}`;
  if (exchange.accountNames.length >= ACCOUNTS_MAX) return { outputs: [] };
  const config = {
    name,
    balance: money('3000'),
    positionMode: pick(['hedge', 'one-way'] as const),
    marginMode: pick(['isolated', 'crossed'] as const),
    leverage: 1 + random(50),
  };
  return administer(life, { kind: 'create-account', config });
}

function administer(life: Life, command: AdminCommand): Done {
  return life.exchange.administer(command, life.at);
}

/** What is halted or only reduces comes back first. */
function setStatus(life: Life): Done {
  const ill = life.exchange.instruments.find(({ status }) => status !== 'normal');
  const status = life.pick(['halted', 'reduce-only'] as const);
  if (ill) return administer(life, { kind: 'set-status', symbol: ill.symbol, status: 'normal' });
  return life.chance(30) ? administer(life, { kind: 'set-status', symbol: anySymbol(life), status }) : { outputs: [] };
}

const liquidate = (life: Life): Done => {
  const owner = anyAccount(life);
  const { symbol, positionSide } = anyPosition(life, owner);
  const side = life.chance(50) ? positionSide : undefined;
  return administer(life, { kind: 'liquidate', account: owner, symbol, positionSide: side });
};

export const ACCOUNT_OPERATIONS: Readonly<Record<string, LifeOperation>> = {
  'close-positions': [15, closePositions],
  reverse: [12, reverse],
  'adjust-margin': [25, adjustMargin],
  'set-auto-margin': [8, setAutoMargin],
  'set-leverage': [20, setLeverage],
  'set-all-leverage': [
    4,
    (life) => life.exchange.setAllLeverage(anyAccount(life), { leverage: 1 + life.random(125) }, life.at),
  ],
  'set-margin-mode': [
    4,
    (life) =>
      life.exchange.setMarginMode(
        anyAccount(life),
        { symbol: anySymbol(life), marginMode: life.pick(['isolated', 'crossed'] as const) },
        life.at,
      ),
  ],
  'change-modes': [4, changeModes],
  transfer: [15, transfer],
  'create-account': [3, createAccount],
  'set-status': [10, setStatus],
  delist: [2, (life) => administer(life, { kind: 'delist', symbol: anySymbol(life) })],
  liquidate: [3, liquidate],
  'set-funding-interval': [
    3,
    (life) => administer(life, { kind: 'set-funding-interval', symbol: anySymbol(life), hours: life.pick(HOURS) }),
  ],
};
