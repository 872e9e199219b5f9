/**
 * What the world outside does in a random life: books, quotes, trades, marks, funding, candles.
 * Invariant: test support only; each symbol's middle wanders between 20,000 and 500,000 ticks, with a jump now and then.
 */
import { type Level, lots, type Rate, rate, ticks } from '../../../domain/index.ts';
import type { MarketUpdate } from '../market-update.ts';
import type { Done, Life, LifeOperation } from './life.ts';
import { priceNear } from './life-of-orders.ts';

const MIDDLE_MIN = 20_000;
const MIDDLE_MAX = 500_000;
const BOOKED = ['BTCUSDT', 'BTCUSDT', 'DUSTUSDT'] as const;

/** The middle moves by up to 0.3 %, or in one of sixty times by up to 12 %. */
function move(life: Life, symbol: string): number {
  const bps = life.random(60) === 0 ? 1_200 : 30;
  const moved = priceNear(life, symbol, bps);
  const middle = Math.min(Math.max(moved, MIDDLE_MIN), MIDDLE_MAX);
  life.middles.set(symbol, middle);
  return middle;
}

const apply = ({ exchange }: Life, update: MarketUpdate): Done => ({ outputs: exchange.apply(update) });

function book(life: Life): Done {
  const { at, pick, random } = life;
  const symbol = pick(BOOKED);
  const middle = move(life, symbol);
  const gap = 1 + random(20);
  const levels = (sign: 1 | -1): Level[] =>
    Array.from({ length: 1 + random(5) }, (_, i) => [ticks(middle + sign * (gap + 7 * i)), lots(1 + random(600))]);
  return apply(life, { type: 'book', at, symbol, isSnapshot: true, bids: levels(-1), asks: levels(1) });
}

function quote(life: Life): Done {
  const symbol = life.pick(BOOKED);
  const middle = move(life, symbol);
  const [bidSize, askSize] = [lots(1 + life.random(300)), lots(1 + life.random(300))];
  const [bid, ask] = [ticks(middle - 1 - life.random(20)), ticks(middle + 1 + life.random(20))];
  return apply(life, { type: 'quote', at: life.at, symbol, bid, bidSize, ask, askSize });
}

function trade(life: Life): Done {
  const symbol = life.pick(BOOKED);
  const [price, size] = [priceNear(life, symbol, 40), lots(1 + life.random(400))];
  return apply(life, { type: 'trade', at: life.at, symbol, price, size, side: life.pick(['buy', 'sell']) });
}

function mark(life: Life): Done {
  const symbol = life.pick(['BTCUSDT', 'DUSTUSDT', 'CALMUSDT']);
  const fundingRate = ((BigInt(life.random(61)) - 30n) * rate('0.0001')) as Rate;
  const price = priceNear(life, symbol, life.chance(5) ? 600 : 50);
  const index = priceNear(life, symbol, 20);
  const nextFundingAt = life.at + 3_600_000;
  return apply(life, { type: 'mark', at: life.at, symbol, mark: price, index, fundingRate, nextFundingAt });
}

function funding(life: Life): Done {
  const paid = ((BigInt(life.random(201)) - 100n) * rate('0.0001')) as Rate;
  return apply(life, {
    type: 'funding',
    at: life.at,
    symbol: life.pick(['BTCUSDT', 'DUSTUSDT', 'CALMUSDT']),
    rate: paid,
  });
}

function candle(life: Life): Done {
  const symbol = 'CALMUSDT';
  const open = ticks(life.middles.get(symbol) ?? 100_000);
  const close = ticks(move(life, symbol));
  const [high, low] = [
    ticks(Math.max(open, close) + life.random(300)),
    ticks(Math.min(open, close) - life.random(300)),
  ];
  const openAt = life.at - 60_000;
  const made = { openAt, open, high, low, close, volume: lots(life.random(5_000)) };
  return apply(life, { type: 'candle', at: life.at, symbol, walk: true, candle: made });
}

export const MARKET_OPERATIONS: Readonly<Record<string, LifeOperation>> = {
  book: [110, book],
  quote: [20, quote],
  trade: [80, trade],
  mark: [60, mark],
  funding: [6, funding],
  candle: [40, candle],
};
