/**
 * Funding: who pays whom how much, and where it comes from.
 */
import { describe, expect, it } from 'vitest';
import { lots, money } from '../../domain/index.ts';
import { account, book, done, exchangeOf, funding, mark, order, story } from './testing/fixtures.ts';

const AT = 1_000_000;

function twoSides(leverage = 10, balance = '10000') {
  const exchange = exchangeOf({
    accounts: [account('long', { leverage, balance: money(balance) }), account('short', { leverage })],
  });
  exchange.apply(book([[100_000, 50_000]], [[100_000, 50_000]]));
  done(exchange.place('long', order({ size: lots(1_000) }), AT));
  done(exchange.place('short', order({ size: lots(1_000), positionSide: 'short' }), AT));
  exchange.apply(mark(105_000));
  return exchange;
}

describe('funding', () => {
  it('is position value at mark × rate: longs pay shorts when it is positive', () => {
    const exchange = twoSides();
    expect(story(exchange.apply(funding('0.0001')))).toEqual(['bill funding', 'bill funding']);
    expect(exchange.bills('long', 0)).toMatchObject([{ kind: 'funding', amount: money('-1.05') }]);
    expect(exchange.bills('short', 0)).toMatchObject([{ amount: money('1.05') }]);
    expect(exchange.pools.funding).toBe(0n);
    expect(exchange.positionDetails('long')[0]?.funding).toBe(money('-1.05'));
  });

  it('is paid by shorts when it is negative', () => {
    const exchange = twoSides();
    exchange.apply(funding('-0.0001'));
    expect(exchange.bills('short', 0)).toMatchObject([{ amount: money('-1.05') }]);
  });

  it('comes out of the position margin where the free cash does not reach', () => {
    const exchange = twoSides(10, '1006.5');
    exchange.apply(funding('0.0001'));
    expect(exchange.account('long')).toMatchObject({ balance: money('999.45'), available: 0n });
    expect(exchange.positionDetails('long')[0]?.margin).toBe(money('999.45'));
  });

  it('is nothing without a position', () => {
    const exchange = exchangeOf();
    exchange.apply(mark(100_000));
    expect(exchange.apply(funding('0.01'))).toEqual([]);
  });
});
