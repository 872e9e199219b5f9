/**
 * The path through a candle: what is met, in which order, at which price, and when.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { account, candle, done, exchangeOf, order, story, trigger } from './testing/fixtures.ts';

const SPREAD = { halfSpreadTicks: 1, halfSpreadBps: 0, impact: 0 };
const CLOSE_AT = 60_000;

/** One minute at 100,000 has passed. */
function started(latencyMs = 0): PaperExchange {
  const exchange = exchangeOf({
    slippage: SPREAD,
    latency: { baseMs: latencyMs, jitterMs: 0 },
    accounts: [account('a'), account('b')],
  });
  exchange.apply(candle(0, [100_000, 100_000, 100_000, 100_000]));
  return exchange;
}

const bought = (given: Parameters<typeof order>[0] = {}): PaperExchange => {
  const exchange = started();
  done(exchange.place('a', order(given), CLOSE_AT));
  return exchange;
};

describe('a walked candle', () => {
  it('gives market orders the price of the moment and half the spread', () => {
    expect(bought().fills('a', 0)).toMatchObject([{ price: 100_001, size: 100, at: CLOSE_AT }]);
  });

  it('fills limit orders only when the price goes through them', () => {
    const exchange = started();
    done(exchange.place('a', order({ price: ticks(99_900) }), CLOSE_AT));
    expect(story(exchange.apply(candle(1, [100_000, 100_000, 99_900, 99_950])))).toEqual([]);
    expect(story(exchange.apply(candle(2, [99_950, 99_950, 99_899, 99_900])))).toEqual([
      'fill 100@99900 maker',
      'order filled',
    ]);
  });

  it('fills a limit order at its own price when the price jumps over it', () => {
    const exchange = started();
    done(exchange.place('a', order({ price: ticks(99_900) }), CLOSE_AT));
    expect(story(exchange.apply(candle(1, [99_000, 99_000, 99_000, 99_000])))).toEqual([
      'fill 100@99900 maker',
      'order filled',
    ]);
  });

  it('goes to the low first for a long: the stop comes before the target', () => {
    const outputs = bought({ stopLoss: ticks(99_500), takeProfit: ticks(100_500) }).apply(
      candle(1, [100_000, 101_000, 99_000, 100_000]),
    );
    expect(story(outputs)).toEqual([
      'trigger triggered',
      'order live',
      'fill 100@99499 taker',
      'order filled',
      'trigger canceled',
    ]);
  });

  it('goes to the high first for a short: the stop comes before the target', () => {
    const exchange = bought({ positionSide: 'short', stopLoss: ticks(100_500), takeProfit: ticks(99_500) });
    const outputs = exchange.apply(candle(1, [100_000, 101_000, 99_000, 100_000]));
    expect(story(outputs).slice(0, 3)).toEqual(['trigger triggered', 'order live', 'fill 100@100501 taker']);
  });

  describe('is bad for what is about to be held', () => {
    const RANGE = [100_000, 101_000, 99_000, 100_000] as const;
    const ends = (exchange: PaperExchange): string => {
      const fills = story(exchange.apply(candle(1, [...RANGE]))).filter((word) => word.startsWith('fill'));
      return fills.at(-1) ?? 'nothing';
    };
    const guarded = { stopLoss: ticks(99_500), takeProfit: ticks(100_500) };
    const guardedShort = { positionSide: 'short', stopLoss: ticks(100_500), takeProfit: ticks(99_500) } as const;

    it.each([
      ['a long that opens with the minute', guarded, 'fill 100@99499 taker'],
      ['a short that opens with the minute', guardedShort, 'fill 100@100501 taker'],
    ])('%s meets its stop before its target', (_name, given, end) => {
      const exchange = started(1);
      done(exchange.place('a', order(given), CLOSE_AT));
      expect(ends(exchange)).toBe(end);
    });

    it.each([
      ['a bid', { price: ticks(99_400), stopLoss: ticks(98_000), takeProfit: ticks(100_500) }, 'fill 100@99400 maker'],
      [
        'an ask',
        { positionSide: 'short', price: ticks(100_600), stopLoss: ticks(102_000), takeProfit: ticks(99_500) } as const,
        'fill 100@100600 maker',
      ],
    ])(
      '%s that rests is met after the far extreme, so that its target waits for another minute',
      (_name, given, end) => {
        const exchange = started();
        done(exchange.place('a', order(given), CLOSE_AT));
        expect(ends(exchange)).toBe(end);
      },
    );

    it('an exit on its way counts against the position that it ends', () => {
      const exchange = started(1);
      done(exchange.place('a', order(), CLOSE_AT));
      exchange.apply(candle(1, [100_000, 100_000, 100_000, 100_000]));
      done(exchange.place('a', order({ intent: 'close' }), 2 * CLOSE_AT));
      done(exchange.place('a', order({ ...guardedShort, size: lots(50) }), 2 * CLOSE_AT));
      const fills = story(exchange.apply(candle(2, [...RANGE]))).filter((word) => word.startsWith('fill'));
      expect(fills.at(-1)).toBe('fill 50@100501 taker');
    });
  });

  it('fires a stop that is jumped over at the price behind the gap', () => {
    const outputs = bought({ stopLoss: ticks(99_500) }).apply(candle(1, [98_000, 98_500, 97_000, 98_000]));
    expect(story(outputs)).toContain('fill 100@97999 taker');
  });

  it('meets limits and stops in the order of their prices', () => {
    const exchange = bought({ stopLoss: ticks(99_500) });
    done(exchange.place('a', order({ price: ticks(99_700), size: lots(10) }), CLOSE_AT));
    done(exchange.place('a', order({ price: ticks(99_300), size: lots(20) }), CLOSE_AT));
    const fills = story(exchange.apply(candle(1, [100_000, 100_000, 99_000, 99_000]))).filter((word) =>
      word.startsWith('fill'),
    );
    expect(fills).toEqual(['fill 10@99700 maker', 'fill 100@99499 taker', 'fill 20@99300 maker']);
  });

  it('tells the moment on the way', () => {
    const exchange = bought({ stopLoss: ticks(99_500) });
    exchange.apply(candle(1, [100_000, 100_000, 99_000, 99_000]));
    expect(exchange.fills('a', 0)[1]?.at).toBe(70_000);
  });

  it('brings an order on its way to the book at the price of its moment', () => {
    const exchange = started(10_000);
    expect(story(done(exchange.place('a', order(), CLOSE_AT)))).toEqual(['order live']);
    exchange.apply(candle(1, [100_000, 102_000, 98_000, 100_000]));
    expect(exchange.fills('a', 0)).toMatchObject([{ price: 99_001, at: 70_000 }]);
  });

  it('liquidates on the way, before a lower stop', () => {
    const exchange = exchangeOf({ slippage: SPREAD, accounts: [account('a', { leverage: 100 })] });
    exchange.apply(candle(0, [100_000, 100_000, 100_000, 100_000]));
    done(exchange.place('a', order({ stopLoss: ticks(98_000) }), CLOSE_AT));
    const outputs = exchange.apply(candle(1, [100_000, 100_000, 97_000, 97_000]));
    expect(story(outputs)).toEqual([
      'trigger canceled',
      'order live',
      'fill 100@99458 taker',
      'order filled',
      'bill liquidation',
    ]);
    expect(exchange.account('a').balance).toBe(money('10000') - money('0.600006') - money('10.0001'));
  });

  it('cancels what is still on its way when asked to, in the order of sending', () => {
    const exchange = started(10_000);
    const placed = order({ price: ticks(99_000) });
    done(exchange.place('a', placed, CLOSE_AT));
    done(exchange.cancel('a', { symbol: 'BTCUSDT', clientOid: placed.clientOid }, CLOSE_AT + 1));
    expect(story(exchange.apply(candle(1, [100_000, 100_000, 98_000, 98_000])))).toEqual(['order canceled']);
  });

  it('waits for the mark where the source gives one', () => {
    const exchange = bought();
    done(exchange.placeTrigger('a', trigger({ triggerPrice: ticks(99_500), triggerBy: 'mark' }), CLOSE_AT));
    const at = 100_000;
    exchange.apply({
      type: 'mark',
      at,
      symbol: 'BTCUSDT',
      mark: ticks(100_000),
      index: ticks(100_000),
      fundingRate: exchange.ticker('BTCUSDT').fundingRate,
      nextFundingAt: 0,
    });
    expect(story(exchange.apply(candle(1, [100_000, 100_000, 99_000, 99_000])))).toEqual([]);
    const outputs = exchange.apply({
      type: 'mark',
      at: 130_000,
      symbol: 'BTCUSDT',
      mark: ticks(99_400),
      index: ticks(99_400),
      fundingRate: exchange.ticker('BTCUSDT').fundingRate,
      nextFundingAt: 0,
    });
    expect(story(outputs)[2]).toBe('fill 100@98999 taker');
  });
});
