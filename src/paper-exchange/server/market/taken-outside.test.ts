/** What the market outside hears of the accounts' trades, from the core that made them. */
import { describe, expect, it } from 'vitest';
import { lots, ticks } from '../../../domain/index.ts';
import { book, exchangeOf, order } from '../../core/testing/fixtures.ts';
import { opening, playedSource } from '../testing/market.ts';
import { marketOrder, PLACE, running } from '../testing/running.ts';
import { takenOutside } from './taken-outside.ts';

const BUY = { symbol: 'BTCUSDT', side: 'buy' } as const;

const opened = () => {
  const exchange = exchangeOf();
  exchange.apply(
    book(
      [[99_990, 500]],
      [
        [100_010, 30],
        [100_020, 500],
      ],
    ),
  );
  const at = exchange.now;
  return { exchange, at };
};

describe('what takers take from outside', () => {
  it('is each level in order', () => {
    const { exchange, at } = opened();
    const { outputs } = exchange.place('a', order({ size: lots(100) }), at);
    expect(takenOutside(outputs)).toEqual([
      {
        ...BUY,
        levels: [
          [100_010, 30],
          [100_020, 70],
        ],
      },
    ]);
  });

  it('leaves out what the accounts trade with each other', () => {
    const { exchange, at } = opened();
    exchange.place('b', order({ positionSide: 'short', price: ticks(100_015), size: lots(50) }), at);
    const { outputs } = exchange.place('a', order({ size: lots(100) }), at);
    expect(takenOutside(outputs)).toEqual([
      {
        ...BUY,
        levels: [
          [100_010, 30],
          [100_020, 20],
        ],
      },
    ]);
  });

  it('is nothing where an order rests or is met from outside', () => {
    const { exchange, at } = opened();
    const resting = exchange.place('a', order({ price: ticks(99_995), size: lots(50) }), at);
    expect(takenOutside(resting.outputs)).toEqual([]);
    const met = exchange.apply(book([[99_000, 1]], [[99_995, 40]]));
    expect(met.length).toBeGreaterThan(0);
    expect(takenOutside(met)).toEqual([]);
  });
});

it('reaches a source that answers to takers, with the order that caused it', async () => {
  const taken: unknown[] = [];
  const source = { ...playedSource(opening()), take: (...flow: unknown[]) => void taken.push(flow) };
  const { client } = await running({ source });
  await client.post(PLACE, marketOrder({ size: '0.1' }));
  await client.post(PLACE, marketOrder({ size: '0.04', side: 'buy', tradeSide: 'close' }));
  expect(taken).toEqual([
    ['BTCUSDT', 'buy', [[600_005, 100]]],
    ['BTCUSDT', 'sell', [[599_995, 40]]],
  ]);
});
