/**
 * Random but plausible scripts of events: a small venue and a small crowd answer what a kernel sends.
 * Invariant: the same moves give the same events; times never fall.
 */
import fc from 'fast-check';
import {
  type Command,
  type Event,
  type Lots,
  lots,
  money,
  type OrderReport,
  type OrderRequest,
  rate,
  type TriggerRequest,
  ticks,
  type VenueState,
} from '../../src/domain/index.ts';
import { type Effect, Kernel } from '../../src/kernel/index.ts';
import { billOf, fillOf } from './fills.ts';
import { btc, eth, sessionOf } from './instruments.ts';
import { MINUTE, START } from './kernel-run.ts';
import { reportOf, triggerReportOf } from './orders.ts';
import { signalByName } from './signal-strategy.ts';

/** What happens next, and a number that decides how. */
export type Move = readonly [kind: keyof typeof KINDS, pick: number];

type Sent = { request: OrderRequest; filled: Lots };

class Scene {
  readonly events: Event[] = [];
  readonly #kernel = new Kernel(signalByName);
  readonly orders: Sent[] = [];
  readonly triggers: TriggerRequest[] = [];
  readonly alarms: string[] = ['reconcile'];
  readonly changes: OrderRequest[] = [];
  /** By the requestId of the wish. */
  readonly wishes: string[] = [];
  at = START;
  minute = 0;
  price = 100_000;
  count = 0;

  get portfolio() {
    return this.#kernel.state.portfolio;
  }

  say(event: Event): void {
    this.events.push(event);
    for (const effect of this.#kernel.step(event)) this.#hear(effect);
  }

  #hear(effect: Effect): void {
    if (effect.type === 'submit-order') this.orders.push({ request: effect.order, filled: lots(0) });
    else if (effect.type === 'place-trigger') this.triggers.push(effect.trigger);
    else if (effect.type === 'amend-order') this.changes.push(effect.order);
    else if (effect.type === 'set-alarm') this.alarms.push(effect.name);
    else if (effect.type === 'follow-symbol') this.wishes.push(effect.requestId);
  }
}

const choose = <T>(items: readonly T[], pick: number): T | undefined => items[pick % Math.max(1, items.length)];

const session = (scene: Scene, pick: number): Event => {
  const strategies = [{ name: 'signal', timeframe: '1m' as const, params: {} }];
  const takerFee = rate(pick % 2 === 0 ? '0.0006' : '0.0004');
  const family = pick % 3 === 0 ? 'classic' : 'unified';
  const config = sessionOf({ strategies, account: { network: 'embedded', family, name: 'a' } });
  return { type: 'session', at: scene.at, config, instruments: [{ ...btc, takerFee }, eth] };
};

const report = (scene: Scene, pick: number, status: OrderReport['status']): Event | undefined => {
  const order = choose(scene.orders, pick);
  return order && { type: 'order', at: scene.at, report: reportOf(order.request, { status, filled: order.filled }) };
};

const named = (scene: Scene, pick: number): string =>
  choose(
    [...scene.orders.map(({ request }) => request.clientOid), ...scene.triggers.map(({ clientOid }) => clientOid)],
    pick,
  ) ?? 'nobody';

const trigger = (scene: Scene, pick: number, status: 'live' | 'triggered' | 'canceled'): Event | undefined => {
  const found = choose(scene.triggers, pick);
  return found && { type: 'trigger', at: scene.at, report: triggerReportOf(found, { status, updatedAt: scene.at }) };
};

const reconciled = (scene: Scene, pick: number): Event => {
  const { portfolio } = scene;
  const balance = portfolio.ledger.state.opening === undefined ? money('10000') : portfolio.ledger.balance;
  const isDrifting = pick % 7 === 0;
  const state: VenueState = {
    isConsistent: pick % 3 !== 0,
    account: { balance, available: balance, positionMode: 'hedge' },
    positions: [...portfolio.positions()].map(({ symbol, positionSide, size }) => ({
      symbol,
      positionSide,
      size: lots(size + (isDrifting ? 1 : 0)),
      entryPrice: '10000.123',
      leverage: pick % 4 === 0 ? 3 : 10,
      marginMode: 'isolated',
      liquidationPrice: undefined,
    })),
    orders: [],
    absent: pick % 5 === 0 ? [named(scene, pick)] : [],
    triggers: scene.triggers.filter((_, i) => (i + pick) % 2 === 0).map((request) => triggerReportOf(request)),
    fills: [],
    bills: [],
  };
  return { type: 'reconciled', at: scene.at, state };
};

const COMMANDS: readonly Command[] = [
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'resume' },
  { kind: 'kill' },
  { kind: 'close-position', symbol: 'BTCUSDT', positionSide: 'long', size: lots(5) },
  { kind: 'cancel-order', clientOid: 'test-e1' },
  { kind: 'set-leverage', symbol: 'BTCUSDT', leverage: 7 },
  { kind: 'move-stop', symbol: 'BTCUSDT', positionSide: 'long', stopLoss: ticks(99_500) },
  { kind: 'tighten-limits', limits: { positionsMax: 1, leverageMax: 15 } },
  { kind: 'loosen-limits', limits: undefined },
  { kind: 'reconcile' },
  { kind: 'remove-symbol', symbol: 'BTCUSDT' },
  { kind: 'add-symbol', symbol: 'BTCUSDT' },
  {
    kind: 'open-position',
    symbol: 'BTCUSDT',
    positionSide: 'short',
    type: 'limit',
    price: ticks(101_000),
    size: lots(50),
    timeInForce: 'gtc',
    marginMode: 'isolated',
    leverage: 5,
    stopLoss: undefined,
    takeProfit: undefined,
  },
];

const command = (scene: Scene, pick: number, wish: Command): Event => ({
  type: 'command',
  at: scene.at,
  requestId: `r${pick % 40}`,
  command: wish,
});

/** A price that no change has had before. */
const amendment = (scene: Scene, pick: number): Command => {
  scene.count += 1;
  const resting = choose(
    scene.orders.filter(({ request, filled }) => request.type === 'limit' && filled < request.size).slice(-2),
    pick,
  );
  return {
    kind: 'amend-order',
    clientOid: resting?.request.clientOid ?? named(scene, pick),
    price: ticks(100_000 + scene.count),
    size: pick % 2 === 0 ? undefined : lots(20 + (pick % 60)),
  };
};

/** Rests, and is heard of at once. */
const resting = (scene: Scene, pick: number): Event | undefined => {
  const limit = COMMANDS.find(({ kind }) => kind === 'open-position');
  if (!limit) return undefined;
  scene.say(command(scene, pick, limit));
  const order = scene.orders.findLast(({ request }) => request.type === 'limit');
  return order && { type: 'order', at: scene.at, report: reportOf(order.request, { filled: order.filled }) };
};

/** Makes the next event of a kind; nothing where there is nothing to make it from. */
const KINDS = {
  wait: (scene: Scene, pick: number) => {
    scene.at += (pick % 100) * 10 * MINUTE;
    return undefined;
  },
  candle: (scene: Scene, pick: number): Event => {
    scene.minute += 1 + (pick % 11 === 0 ? 1 : 0);
    scene.price += ((pick * 37) % 401) - 200;
    const close = ticks(scene.price);
    const candle = {
      openAt: START + scene.minute * MINUTE,
      open: close,
      high: close,
      low: close,
      close,
      volume: lots(pick % 7),
    };
    return { type: 'candle', at: scene.at, symbol: 'BTCUSDT', candle };
  },
  mark: (scene: Scene, pick: number): Event => ({
    type: 'mark',
    at: scene.at,
    symbol: 'BTCUSDT',
    price: ticks(scene.price + (pick % 50)),
    fundingRate: rate('0.0001'),
    nextFundingAt: scene.at,
  }),
  live: (scene: Scene, pick: number) => report(scene, pick, 'live'),
  canceled: (scene: Scene, pick: number) => report(scene, pick, 'canceled'),
  fill: (scene: Scene, pick: number): Event | undefined => {
    const order = choose(
      scene.orders.filter(({ request, filled }) => filled < request.size),
      pick,
    );
    if (!order) return undefined;
    const { symbol, intent, positionSide, clientOid, size: whole } = order.request;
    const left = whole - order.filled;
    const size = lots(pick % 3 === 0 ? Math.ceil(left / 2) : left);
    order.filled = lots(order.filled + size);
    scene.count += 1;
    const profit = intent === 'open' ? money('0') : money(String((pick % 41) - 25));
    const fill = { tradeId: `t${scene.count}`, clientOid, symbol, intent, positionSide, size, profit };
    return {
      type: 'fill',
      at: scene.at,
      fill: fillOf({ ...fill, price: ticks(scene.price), fee: money('0.123456789'), at: scene.at }),
    };
  },
  stopped: (scene: Scene, pick: number): Event | undefined => {
    const position = choose([...scene.portfolio.positions()], pick);
    if (!position) return undefined;
    const { symbol, positionSide, size } = position;
    scene.count += 1;
    const fill = {
      tradeId: `t${scene.count}`,
      intent: 'close' as const,
      symbol,
      positionSide,
      size,
      profit: money('-30'),
    };
    return { type: 'fill', at: scene.at, fill: fillOf({ ...fill, price: ticks(scene.price), at: scene.at }) };
  },
  listed: (scene: Scene, pick: number): Event | undefined => {
    const requestId = choose(scene.wishes, pick);
    return requestId === undefined ? undefined : { type: 'symbol-listed', at: scene.at, requestId, instrument: btc };
  },
  rejected: (scene: Scene, pick: number): Event => ({
    type: 'order-rejected',
    at: scene.at,
    clientOid: named(scene, pick),
    code: '40000',
    message: 'no',
  }),
  lost: (scene: Scene, pick: number): Event => ({
    type: 'outcome-unknown',
    at: scene.at,
    clientOid: named(scene, pick),
    reason: 'timeout',
  }),
  absent: (scene: Scene, pick: number): Event => ({ type: 'absent', at: scene.at, clientOid: named(scene, pick) }),
  triggerLive: (scene: Scene, pick: number) => trigger(scene, pick, 'live'),
  triggerGone: (scene: Scene, pick: number) => trigger(scene, pick, pick % 2 === 0 ? 'canceled' : 'triggered'),
  triggerRejected: (scene: Scene, pick: number): Event => ({
    type: 'trigger-rejected',
    at: scene.at,
    clientOid: named(scene, pick),
    code: pick % 2 === 0 ? 'not-sent' : '43011',
    message: 'no',
  }),
  bill: (scene: Scene, pick: number): Event => {
    scene.count += 1;
    const kind = pick % 3 === 0 ? 'transfer' : 'funding';
    return {
      type: 'bill',
      at: scene.at,
      bill: billOf({ billId: `b${scene.count}`, kind, amount: money(String((pick % 9) - 4)), at: scene.at }),
    };
  },
  alarm: (scene: Scene, pick: number): Event => ({
    type: 'alarm',
    at: scene.at,
    name: choose(scene.alarms, pick) ?? 'bills',
  }),
  reconciled,
  command: (scene: Scene, pick: number) => command(scene, pick, choose(COMMANDS, pick) ?? { kind: 'pause' }),
  resting,
  amend: (scene: Scene, pick: number) => command(scene, pick, amendment(scene, pick)),
  amendSent: (scene: Scene, pick: number): Event | undefined => {
    const change = choose(scene.changes, pick);
    return change && { type: 'amend-sent', at: scene.at, clientOid: change.clientOid };
  },
  amended: (scene: Scene, pick: number): Event | undefined => {
    const change = choose(scene.changes, pick);
    const order = scene.orders.find(({ request }) => request.clientOid === change?.clientOid);
    if (!change || !order || order.filled >= change.size) return undefined;
    order.request = change;
    const status = order.filled > 0 ? 'partially-filled' : 'live';
    return { type: 'order', at: scene.at, report: reportOf(change, { status, filled: order.filled }) };
  },
  leverageSet: (scene: Scene, pick: number): Event => ({
    type: 'leverage-set',
    at: scene.at,
    symbol: 'BTCUSDT',
    leverage: 1 + (pick % 20),
  }),
  failed: (scene: Scene, pick: number): Event => {
    const request = pick % 2 === 0 ? 'amend-order' : 'set-leverage';
    const code = pick % 3 === 0 ? 'unknown' : '40000';
    const details = { message: 'no', clientOid: named(scene, pick) };
    return { type: 'request-failed', at: scene.at, request, symbol: 'BTCUSDT', code, details };
  },
  session,
} satisfies Record<string, (scene: Scene, pick: number) => Event | undefined>;

/** Often what makes a trade go on, now and then what disturbs it. */
const WEIGHTS: Partial<Record<keyof typeof KINDS, number>> = {
  candle: 8,
  resting: 2,
  amend: 2,
  amended: 3,
  fill: 6,
  live: 3,
  triggerLive: 3,
  reconciled: 2,
  stopped: 2,
};

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.tuple(
    fc.oneof(
      ...(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => ({
        weight: WEIGHTS[kind] ?? 1,
        arbitrary: fc.constant(kind),
      })),
    ),
    fc.nat(10_000),
  ),
  { minLength: 5, maxLength: 120, size: 'max' },
);

function play(all: readonly Move[]): Event[] {
  const scene = new Scene();
  scene.say(session(scene, 0));
  scene.say(reconciled(scene, 1));
  for (const [kind, pick] of all) {
    scene.at += pick % 3_000;
    const event = KINDS[kind](scene, pick);
    if (event) scene.say(event);
  }
  return scene.events;
}

export const scripts: fc.Arbitrary<Event[]> = moves.map(play);
