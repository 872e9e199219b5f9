/**
 * What a person may ask of a run at any moment, wise or not.
 * Invariant: the same chance and the same state give the same command.
 */
import { type Command, direction, lots, money, ticks } from '../../../src/domain/index.ts';
import type { KernelState } from '../../../src/kernel/index.ts';
import type { Chance } from './chance.ts';
import type { MarketPlay } from './market-play.ts';
import { INSTRUMENTS } from './terms.ts';

export type Wishing = {
  readonly chance: Chance;
  readonly market: MarketPlay;
  readonly state: Readonly<KernelState>;
};

type Wish = (wishing: Wishing) => Command | undefined;

const ANY = [...INSTRUMENTS.map(({ symbol }) => symbol), 'NOPEUSDT'];

/** Mostly one that is traded. */
const symbolOf = ({ chance, state }: Wishing): string =>
  chance.pick(chance.hits(100) ? ANY : (state.config?.symbols ?? ANY));

const anySymbolOf = ({ chance }: Wishing): string => chance.pick(ANY);

const open: Wish = (wishing) => {
  const { chance, market } = wishing;
  const symbol = symbolOf(wishing);
  const positionSide = chance.pick(['long', 'short'] as const);
  const sign = direction(positionSide);
  const isMarket = chance.hits(500);
  const price = Math.max(1, market.price(symbol) - sign * chance.between(-50, 600));
  return {
    kind: 'open-position',
    symbol,
    positionSide,
    type: isMarket ? 'market' : 'limit',
    price: isMarket ? undefined : ticks(price),
    size: lots(chance.pick([1, 5, 20, 40, 100, 2_000])),
    timeInForce: isMarket ? 'ioc' : chance.pick(['gtc', 'ioc', 'fok', 'post-only'] as const),
    marginMode: wishing.state.config?.marginMode ?? 'isolated',
    leverage: chance.pick([1, 3, 5, 5, 10, 10, 10, 20, 21]),
    stopLoss: chance.hits(300) ? undefined : ticks(Math.max(1, price - sign * chance.between(-100, 1_500))),
    takeProfit: chance.hits(500) ? undefined : ticks(Math.max(1, price + sign * chance.between(-100, 2_000))),
  };
};

const close: Wish = ({ chance, state }) => {
  const positions = [...state.portfolio.positions()];
  if (positions.length === 0) return undefined;
  const { symbol, positionSide, size } = chance.pick(positions);
  return {
    kind: 'close-position',
    symbol,
    positionSide,
    size: chance.hits(800) ? undefined : lots(chance.below(size + 2)),
  };
};

const clientOidOf = ({ chance, state }: Wishing): string =>
  chance.pick([...[...state.orders.open()].map(({ request }) => request.clientOid), 'test-e1']);

const amend: Wish = (wishing) => {
  const { chance, market, state } = wishing;
  const resting = [...state.orders.open()].filter(({ request }) => request.type === 'limit');
  if (resting.length === 0) return undefined;
  const { clientOid, symbol, positionSide, size } = chance.pick(resting).request;
  const price = market.price(symbol) - direction(positionSide) * chance.between(-20, 400);
  return {
    kind: 'amend-order',
    clientOid,
    price: chance.hits(300) ? undefined : ticks(Math.max(1, price)),
    size: chance.hits(500) ? undefined : lots(chance.between(1, size * 2)),
  };
};

const moveStop: Wish = ({ chance, market, state }) => {
  const positions = [...state.portfolio.positions()];
  if (positions.length === 0) return undefined;
  const { symbol, positionSide } = chance.pick(positions);
  const stopLoss = ticks(market.price(symbol) - direction(positionSide) * chance.between(-50, 800));
  return { kind: 'move-stop', symbol, positionSide, stopLoss };
};

const tighten: Wish = ({ chance }) => ({
  kind: 'tighten-limits',
  limits: chance.pick([
    { positionsMax: chance.between(1, 3) },
    { leverageMax: chance.between(5, 25) },
    { dailyLossMax: money('150') },
  ]),
});

const WISHES: readonly (readonly [weight: number, wish: Wish])[] = [
  [50, open],
  [45, close],
  [12, amend],
  [10, moveStop],
  [6, (wishing) => ({ kind: 'cancel-order', clientOid: clientOidOf(wishing) })],
  [2, ({ chance }) => ({ kind: 'cancel-all', symbol: chance.pick([undefined, 'BTCUSDT', 'NOPEUSDT']) })],
  [
    8,
    (wishing) => ({
      kind: 'set-leverage',
      symbol: symbolOf(wishing),
      leverage: wishing.chance.pick([1, 3, 10, 20, 50]),
    }),
  ],
  [4, (wishing) => ({ kind: 'add-symbol', symbol: anySymbolOf(wishing) })],
  [3, (wishing) => ({ kind: 'remove-symbol', symbol: symbolOf(wishing) })],
  [2, ({ chance }) => ({ kind: 'switch-strategy', name: 'signal', isOn: chance.hits(700) })],
  [2, tighten],
  [3, () => ({ kind: 'loosen-limits', limits: undefined })],
  [3, () => ({ kind: 'reconcile' })],
  [1, () => ({ kind: 'clear-alerts' })],
  [1, () => ({ kind: 'pause' })],
  [1, () => ({ kind: 'kill' })],
];

const TOTAL = WISHES.reduce((sum, [weight]) => sum + weight, 0);

export function wishOf(wishing: Wishing): Command | undefined {
  const { chance, state } = wishing;
  if (state.isPaused && chance.hits(300)) return { kind: 'resume' };
  let left = chance.below(TOTAL);
  for (const [weight, wish] of WISHES) {
    if (left < weight) return wish(wishing);
    left -= weight;
  }
  return undefined;
}
