/**
 * What the accounts of a random life do with orders, triggers and plans.
 * Invariant: test support only; what is asked is mostly possible, and now and then just not.
 */
import { type Lots, lots, type PositionSide, rate, type Ticks, ticks } from '../../../domain/index.ts';
import type { OrderPlacement, PlanRequest, PresetTerms, Reference, StpMode } from '../types.ts';
import type { Done, Life, LifeOperation } from './life.ts';

const SIDES = ['long', 'short'] as const;
const TRIGGER_BY = ['last', 'mark'] as const;
const STP: readonly StpMode[] = ['none', 'none', 'cancel-taker', 'cancel-maker', 'cancel-both'];
const FORCE = ['gtc', 'gtc', 'gtc', 'ioc', 'fok', 'post-only'] as const;

export const anyAccount = ({ exchange, pick }: Life): string => pick(exchange.accountNames);
/** Where there is a book twice as often as elsewhere. */
export const anySymbol = ({ pick }: Life): string => pick(['BTCUSDT', 'BTCUSDT', 'DUSTUSDT', 'CALMUSDT']);
export const anySize = ({ random, chance }: Life): Lots => lots(1 + random(chance(10) ? 3_000 : 300));

/** Within so many basis points of the middle; half of them round, so that several orders rest at one price. */
export function priceNear(life: Life, symbol: string, bps: number): Ticks {
  const middle = life.middles.get(symbol) ?? 100_000;
  const price = middle + (middle * (life.random(2 * bps + 1) - bps)) / 10_000;
  const step = life.chance(50) ? 200 : 1;
  return ticks(Math.max(Math.round(price / step) * step, 1));
}

type Presets = PresetTerms & Pick<OrderPlacement, 'stopLoss' | 'takeProfit'>;

/** On the right side of `price`, one in three times each. */
function presets({ random, chance, pick }: Life, price: Ticks, positionSide: PositionSide): Presets {
  const sign = positionSide === 'long' ? 1 : -1;
  const away = (direction: number): Ticks =>
    ticks(Math.max(price + direction * sign * (1 + random(Math.ceil(price / 50))), 1));
  const [stopLoss, takeProfit] = [chance(33) ? away(-1) : undefined, chance(33) ? away(1) : undefined];
  return {
    stopLoss,
    takeProfit,
    ...(stopLoss !== undefined && { stopLossBy: pick(TRIGGER_BY), stopLossExecute: chance(30) ? stopLoss : undefined }),
    ...(takeProfit !== undefined && { takeProfitBy: chance(50) ? pick(TRIGGER_BY) : undefined }),
  };
}

function placement(life: Life, owner: string): OrderPlacement {
  const { exchange, pick, chance } = life;
  const intent = chance(60) ? 'open' : 'close';
  const { symbol, positionSide } =
    intent === 'close' ? anyPosition(life, owner) : { symbol: anySymbol(life), positionSide: pick(SIDES) };
  const price = priceNear(life, symbol, 150);
  const type = chance(35) ? 'market' : 'limit';
  return {
    clientOid: life.name(),
    symbol,
    intent,
    positionSide,
    type,
    price: type === 'limit' ? price : undefined,
    size: anySize(life),
    timeInForce: type === 'limit' ? pick(FORCE) : 'ioc',
    marginMode: exchange.setting(owner, symbol).marginMode,
    stpMode: pick(STP),
    stopLoss: undefined,
    takeProfit: undefined,
    ...(intent === 'open' && presets(life, price, positionSide)),
  };
}

/** Several at one time; the result is that of the last. */
function batch(life: Life): Done {
  const owner = anyAccount(life);
  const answers = Array.from({ length: 2 + life.random(3) }, () =>
    life.exchange.place(owner, placement(life, owner), life.at),
  );
  const outputs = answers.flatMap((answer) => answer.outputs);
  const result = answers.at(-1)?.result;
  return result ? { result, outputs } : { outputs };
}

/** One of the listed, or something that is not there. */
function anyOf(life: Life, list: readonly { readonly symbol: string }[], idOf: (index: number) => string): Reference {
  if (list.length === 0) return { symbol: 'BTCUSDT', id: 'none' };
  const index = life.random(list.length);
  return { symbol: list[index]?.symbol ?? '', id: idOf(index) };
}

function anyOrder(life: Life, owner: string): Reference {
  const orders = life.exchange.openOrders(owner);
  return anyOf(life, orders, (i) => orders[i]?.orderId ?? '');
}

function anyTrigger(life: Life, owner: string): Reference {
  const triggers = life.exchange.openTriggers(owner);
  return anyOf(life, triggers, (i) => triggers[i]?.triggerId ?? '');
}

function anyPlan(life: Life, owner: string): Reference {
  const plans = life.exchange.plans(owner);
  return anyOf(life, plans, (i) => plans[i]?.planId ?? '');
}

/** What of a position of the account, or of nothing, a trigger or plan could close. */
export function anyPosition(life: Life, owner: string): { symbol: string; positionSide: PositionSide } {
  const held = life.exchange.positions(owner);
  return held.length > 0 ? life.pick(held) : { symbol: anySymbol(life), positionSide: life.pick(SIDES) };
}

/** One that has orders, where there is any. */
function anyTrader(life: Life): string {
  const traders = life.exchange.accountNames.filter((name) => life.exchange.openOrders(name).length > 0);
  return traders.length > 0 ? life.pick(traders) : anyAccount(life);
}

function cancel(life: Life): Done {
  const owner = anyTrader(life);
  return life.exchange.cancel(owner, anyOrder(life, owner), life.at);
}

function modify(life: Life): Done {
  const owner = anyTrader(life);
  const order = anyOrder(life, owner);
  const change = {
    ...order,
    newClientOid: life.name(),
    price: priceNear(life, order.symbol, 150),
    size: anySize(life),
  };
  return life.exchange.modify(owner, change, life.at);
}

function amend(life: Life): Done {
  const owner = anyTrader(life);
  const order = anyOrder(life, owner);
  const change = {
    ...order,
    price: life.chance(50) ? priceNear(life, order.symbol, 150) : undefined,
    size: life.chance(60) ? anySize(life) : undefined,
    isCanceledOnRefusal: life.chance(20),
  };
  return life.exchange.amend(owner, change, life.at);
}

function placeTrigger(life: Life): Done {
  const owner = anyAccount(life);
  const { symbol, positionSide } = anyPosition(life, owner);
  const triggerPrice = priceNear(life, symbol, 300);
  const request = {
    clientOid: life.name(),
    symbol,
    positionSide,
    kind: life.pick(['stop-loss', 'take-profit'] as const),
    triggerPrice,
    triggerBy: life.pick(TRIGGER_BY),
    size: life.chance(40) ? anySize(life) : undefined,
    executePrice: life.chance(30) ? priceNear(life, symbol, 300) : undefined,
    stpMode: life.pick(STP),
  };
  return life.exchange.placeTrigger(owner, request, life.at);
}

function placePair(life: Life): Done {
  const owner = anyAccount(life);
  const { symbol, positionSide } = anyPosition(life, owner);
  const leg = (executePrice: Ticks | undefined) => ({
    triggerPrice: priceNear(life, symbol, 300),
    triggerBy: life.pick(TRIGGER_BY),
    executePrice,
  });
  const size = life.chance(60) ? anySize(life) : undefined;
  const [takeProfit, stopLoss] = [leg(undefined), leg(life.chance(30) ? priceNear(life, symbol, 300) : undefined)];
  const pair = { clientOid: life.name(), symbol, positionSide, size, takeProfit, stopLoss };
  return life.exchange.placeTriggerPair(owner, pair, life.at);
}

function moveTrigger(life: Life): Done {
  const owner = anyAccount(life);
  const trigger = anyTrigger(life, owner);
  const change = {
    ...trigger,
    triggerPrice: priceNear(life, trigger.symbol, 300),
    size: life.chance(20) ? anySize(life) : undefined,
    executePrice: life.pick([undefined, 'market' as const, priceNear(life, trigger.symbol, 300)]),
    triggerBy: life.pick([undefined, ...TRIGGER_BY]),
  };
  return life.exchange.moveTrigger(owner, change, life.at);
}

function planRequest(life: Life, owner: string): PlanRequest {
  const { exchange, pick, chance } = life;
  const kind = pick(['trigger', 'trigger', 'trailing', 'trailing-stop'] as const);
  const { symbol, positionSide } =
    kind === 'trailing-stop' ? anyPosition(life, owner) : { symbol: anySymbol(life), positionSide: pick(SIDES) };
  const isTrailing = kind !== 'trigger';
  const type = !isTrailing && chance(50) ? 'limit' : 'market';
  const triggerPrice = priceNear(life, symbol, 200);
  const price = type === 'limit' ? priceNear(life, symbol, 200) : undefined;
  return {
    clientOid: life.name(),
    kind,
    symbol,
    intent: chance(70) ? 'open' : 'close',
    positionSide,
    size: kind === 'trailing-stop' && chance(50) ? undefined : anySize(life),
    triggerPrice: isTrailing && chance(50) ? undefined : triggerPrice,
    triggerBy: pick(TRIGGER_BY),
    type,
    price,
    timeInForce: pick(FORCE),
    marginMode: exchange.setting(owner, symbol).marginMode,
    callback: isTrailing ? pick(['0.0001', '0.005', '0.02'].map(rate)) : undefined,
    stpMode: pick(STP),
    ...presets(life, price ?? triggerPrice, positionSide),
  };
}

function modifyPlan(life: Life): Done {
  const owner = anyAccount(life);
  const plan = anyPlan(life, owner);
  const change = {
    ...plan,
    triggerPrice: life.chance(50) ? priceNear(life, plan.symbol, 200) : undefined,
    size: life.chance(30) ? anySize(life) : undefined,
    callback: life.chance(30) ? rate('0.01') : undefined,
    stopLoss: life.chance(30) ? ('none' as const) : undefined,
    takeProfit: life.chance(30) ? ('none' as const) : undefined,
  };
  return life.exchange.modifyPlan(owner, change, life.at);
}

/** An account that is drawn first, and what it does. */
const by =
  (act: (life: Life, owner: string) => Done) =>
  (life: Life): Done =>
    act(life, anyAccount(life));

export const ORDER_OPERATIONS: Readonly<Record<string, LifeOperation>> = {
  place: [300, by((life, owner) => life.exchange.place(owner, placement(life, owner), life.at))],
  batch: [20, batch],
  cancel: [60, cancel],
  'cancel-all': [
    4,
    by((life, owner) =>
      life.exchange.cancelAll(owner, { symbol: life.chance(70) ? anySymbol(life) : undefined }, life.at),
    ),
  ],
  modify: [40, modify],
  amend: [40, amend],
  'place-trigger': [50, placeTrigger],
  'place-trigger-pair': [30, placePair],
  'move-trigger': [20, moveTrigger],
  'cancel-trigger': [10, by((life, owner) => life.exchange.cancelTrigger(owner, anyTrigger(life, owner), life.at))],
  'place-plan': [50, by((life, owner) => life.exchange.placePlan(owner, planRequest(life, owner), life.at))],
  'modify-plan': [20, modifyPlan],
  'cancel-plan': [10, by((life, owner) => life.exchange.cancelPlan(owner, anyPlan(life, owner), life.at))],
};
