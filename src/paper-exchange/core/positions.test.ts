/**
 * What a position came to, and who would be deleveraged first.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, type PositionSide } from '../../domain/index.ts';
import { account, book, done, exchangeOf, funding, mark, order } from './testing/fixtures.ts';

const AT = 1_000_000;

describe('a closed position', () => {
  it('is recorded from its first fill to its last, to the last digit', () => {
    const exchange = exchangeOf();
    const fill = (price: number, size: number, intent: 'open' | 'close', at: number) => {
      exchange.apply(
        book([[price - (intent === 'open' ? 10 : 0), 5_000]], [[price + (intent === 'open' ? 0 : 10), 5_000]]),
      );
      done(exchange.place('a', order({ size: lots(size), intent }), at));
    };
    exchange.apply(mark(100_000));
    fill(100_000, 100, 'open', AT);
    fill(101_000, 100, 'open', AT + 1);
    exchange.apply(mark(100_000));
    exchange.apply(funding('0.0001'));
    fill(102_000, 150, 'close', AT + 2);
    expect(exchange.closedPositions('a', 0)).toEqual([]);
    fill(99_000, 50, 'close', AT + 3);
    expect(exchange.closedPositions('a', 0)).toEqual([
      {
        positionId: '2000000000000001',
        account: 'a',
        symbol: 'BTCUSDT',
        positionSide: 'long',
        marginMode: 'isolated',
        positionMode: 'hedge',
        leverage: 10,
        size: 200,
        openNotional: money('2010'),
        closeNotional: money('2025'),
        openPrice: '10050',
        closePrice: '10125',
        profit: money('15'),
        openFee: money('1.206'),
        closeFee: money('1.215'),
        // 200 lots at 100,000 are worth 2,000.
        funding: money('-0.2'),
        net: money('12.379'),
        openedAt: AT,
        closedAt: AT + 3,
      },
    ]);
    expect(exchange.account('a').balance).toBe(money('10012.379'));
  });

  it('is told with its id, and the next one has another', () => {
    const exchange = exchangeOf();
    exchange.apply(book([[99_990, 5_000]], [[100_000, 5_000]]));
    const ids = [1, 2].map(() => {
      done(exchange.place('a', order(), AT));
      const outputs = done(exchange.place('a', order({ intent: 'close' }), AT));
      const told = outputs.find((output) => 'changed' in output && output.changed === 'closed-position');
      return told && 'changed' in told ? told.id : undefined;
    });
    expect(ids).toEqual(['2000000000000001', '2000000000000002']);
    expect(exchange.closedPositions('a', AT + 1)).toEqual([]);
  });
});

describe('the rank for deleveraging', () => {
  it('is the share of positions of the same side that earn less on their margin', () => {
    const exchange = exchangeOf({
      accounts: [
        account('slow', { leverage: 2 }),
        account('fast', { leverage: 20 }),
        account('late', { leverage: 10 }),
        account('other', { leverage: 2 }),
      ],
    });
    const open = (name: string, positionSide: PositionSide = 'long') =>
      done(exchange.place(name, order({ positionSide }), AT));
    exchange.apply(mark(100_000));
    exchange.apply(book([[99_990, 5_000]], [[100_000, 5_000]]));
    open('slow');
    open('fast');
    open('other', 'short');
    exchange.apply(book([[104_990, 5_000]], [[105_000, 5_000]]));
    open('late');
    exchange.apply(mark(110_000));
    // Profit of 10 % × 2 and × 20, and of 4.76 % × 10.
    const ranks = ['slow', 'late', 'fast'].map((name) => exchange.adlRanks(name)[0]?.rank);
    expect(ranks).toEqual([0, 1 / 3, 2 / 3]);
    expect(exchange.adlRanks('other')).toEqual([{ symbol: 'BTCUSDT', positionSide: 'short', rank: 0 }]);
  });
});
