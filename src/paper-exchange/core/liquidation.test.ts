/**
 * Margin and liquidation against the worked examples of the exchange, and against the definition.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMoney, type Instrument, lots, money, notional, rate, ticks, ZERO } from '../../domain/index.ts';
import { solveBand } from './liquidation-price.ts';
import { maintenanceRate } from './margin.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, BTC, book, done, exchangeOf, mark, order, story } from './testing/fixtures.ts';

const AT = 1_000_000;
const RATE_ONE = 10n ** 10n;

/** Prices to eight decimals, sizes to two. */
const FINE: Instrument = { ...BTC, tick: { units: 1, decimals: 8 }, lot: { units: 1, decimals: 2 } };

describe('the liquidation price', () => {
  it('is 24144.11241618 for a long of 0.01 at 25000 with a margin of 9.6695050093', () => {
    const cost = notional(FINE, ticks(25_000 * 1e8), lots(1));
    const band = solveBand(
      { instrument: FINE },
      [{ size: lots(1), positionSide: 'long', cost }],
      money('9.669505009337'),
    );
    expect(band).toEqual({ below: 2_414_411_241_618, above: Number.POSITIVE_INFINITY });
  });

  const leg = fc.record({
    size: fc.integer({ min: 1, max: 5_000 }).map(lots),
    positionSide: fc.constantFrom('long' as const, 'short' as const),
    entry: fc.integer({ min: 50_000, max: 150_000 }),
  });

  it('is where margin and profit no longer cover maintenance and the closing fee', () => {
    fc.assert(
      fc.property(
        fc.array(leg, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: -50_000, max: 500_000 }),
        fc.integer({ min: 1, max: 300_000 }),
        (legs, margin, at) => {
          const free = money(String(margin));
          const held = legs.map(({ size, positionSide, entry }) => ({
            size,
            positionSide,
            cost: notional(BTC, ticks(entry), size),
          }));
          const { below, above } = solveBand({ instrument: BTC }, held, free);
          let [equity, needed] = [BigInt(free) * RATE_ONE, 0n];
          for (const { size, positionSide, cost } of held) {
            const value = notional(BTC, ticks(at), size);
            equity += (positionSide === 'long' ? value - cost : cost - value) * RATE_ONE;
            needed += value * maintenanceRate(BTC);
          }
          expect(at <= below || at >= above).toBe(equity <= needed);
        },
      ),
    );
  });
});

function long(config: Parameters<typeof account>[1], given: Parameters<typeof order>[0] = {}): PaperExchange {
  const exchange = exchangeOf({ accounts: [account('a', config)] });
  exchange.apply(mark(100_000));
  exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
  done(exchange.place('a', order({ size: lots(1_000), ...given }), AT));
  return exchange;
}

describe('an isolated position', () => {
  it('shows as margin ratio what maintenance and closing fee need of margin and profit', () => {
    const cheap = { ...BTC, lot: { units: 1, decimals: 2 }, takerFee: rate('0.0006'), notionalMin: ZERO };
    const exchange = exchangeOf({ instruments: [cheap], accounts: [account('a', { leverage: 25 })] });
    exchange.apply(book([[249_990, 5]], [[250_000, 5]]));
    done(exchange.place('a', order({ size: lots(1) }), AT));
    exchange.apply(mark(251_000));
    // Margin 10, profit 1: 0.01 × 25100 × 0.0046 ÷ 11.
    expect(exchange.positionDetails('a')[0]?.marginRatio).toBeCloseTo(1.1546 / 11, 12);
  });

  it('costs its margin and no more, with the insurance fund taking what is left', () => {
    const exchange = long({ leverage: 10 });
    const liquidation = exchange.positions('a')[0]?.liquidationPrice ?? ticks(0);
    expect(story(exchange.apply(mark(liquidation + 1)))).toEqual([]);
    expect(story(exchange.apply(mark(liquidation)))).toEqual([
      'order live',
      `fill 1000@${liquidation} taker`,
      'order filled',
      'bill liquidation',
    ]);
    expect(exchange.account('a').balance).toBe(money('10000') - money('6') - money('1000'));
    expect(exchange.pools.insurance > 0n).toBe(true);
  });

  it('costs its margin and no more when the mark jumps far beyond, and the insurance fund pays', () => {
    const exchange = long({ leverage: 10 });
    exchange.apply(mark(50_000));
    expect(exchange.account('a').balance).toBe(money('8994'));
    expect(exchange.pools.insurance).toBe(money('-4003'));
  });

  it('takes its triggers and close orders along', () => {
    const exchange = long({ leverage: 10 }, { stopLoss: ticks(95_000) });
    done(exchange.place('a', order({ intent: 'close', price: ticks(101_000), size: lots(10) }), AT));
    expect(story(exchange.apply(mark(80_000))).slice(0, 3)).toEqual([
      'order canceled',
      'trigger canceled',
      'order live',
    ]);
    expect([exchange.openOrders('a'), exchange.openTriggers('a'), exchange.positions('a')]).toEqual([[], [], []]);
  });
});

describe('crossed positions', () => {
  const crossed = { marginMode: 'crossed' as const, leverage: 20 };

  it('stand on all free cash: liquidated where the balance no longer covers them', () => {
    const exchange = long({ ...crossed, balance: money('1000') }, { marginMode: 'crossed' });
    // (994 − 10000) ÷ (0.0046 − 1) = 9047.6…
    expect(exchange.positions('a')[0]?.liquidationPrice).toBe(90_476);
    exchange.apply(mark(90_477));
    expect(exchange.positions('a')).toHaveLength(1);
    expect(story(exchange.apply(mark(90_476))).at(-1)).toBe('bill liquidation');
    expect(exchange.account('a').balance).toBe(0n);
  });

  it('margin at mark, and lend their profit to other crossed orders only', () => {
    const exchange = long({ ...crossed, balance: money('1000') }, { marginMode: 'crossed' });
    exchange.apply(mark(110_000));
    expect(exchange.accountDetail('a')).toMatchObject({
      balance: money('994'),
      equity: money('1994'),
      crossedMargin: money('550'),
      available: money('444'),
      crossedAvailable: money('1444'),
    });
  });

  it('in several symbols stand on each other: a loss in one brings the other closer', () => {
    const other = { ...BTC, symbol: 'ETHUSDT' };
    const exchange = exchangeOf({
      instruments: [BTC, other],
      accounts: [account('a', { ...crossed, balance: money('2000') })],
    });
    for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
      exchange.apply(mark(100_000, { symbol }));
      exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]], { symbol }));
      done(exchange.place('a', order({ symbol, marginMode: 'crossed', size: lots(1_000) }), AT));
    }
    const price = () => exchange.positions('a')[0]?.liquidationPrice;
    // (1988 − maintenance of the other 46 − 10000) ÷ (0.0046 − 1), then with 500 less and maintenance 43.7.
    expect(price()).toBe(80_952);
    exchange.apply(mark(95_000, { symbol: 'ETHUSDT' }));
    expect(price()).toBe(85_952);
    exchange.apply(mark(85_952));
    expect(exchange.positions('a')).toEqual([]);
  });

  it('of both sides stand on each other in hedge mode', () => {
    const exchange = long({ ...crossed, balance: money('2000') }, { marginMode: 'crossed' });
    done(exchange.place('a', order({ marginMode: 'crossed', positionSide: 'short', size: lots(1_000) }), AT));
    exchange.apply(mark(150_000));
    expect(exchange.positions('a')).toHaveLength(2);
    // The only thing that grows with the mark is maintenance: 1987 … = m × 2 × 0.0046.
    const expected =
      Math.ceil(Number(asMoney(money('2000') - money('6') - money('5.9994') - money('1'))) / 1e12 / 0.0092) * 10;
    expect(Math.abs((exchange.positions('a')[0]?.liquidationPrice ?? 0) - expected)).toBeLessThan(20);
  });
});
