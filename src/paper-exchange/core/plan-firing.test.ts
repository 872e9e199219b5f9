/**
 * Plans and the price: reached from either side, followed in either direction, fired once, failed with a reason.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, rate, ticks } from '../../domain/index.ts';
import type { PaperExchange } from './paper-exchange.ts';
import { book, done, exchangeOf, idOf, mark, order, plan, story, trade } from './testing/fixtures.ts';
import type { PlanRequest } from './types.ts';

const AT = 1_000_000;
const FILLED = ['order live', 'fill 100@100010 taker', 'order filled'];
const SOLD = ['order live', 'fill 100@99990 taker', 'order filled'];

function quiet(held?: 'long' | 'short'): PaperExchange {
  const exchange = exchangeOf();
  exchange.apply(book([[99_990, 50_000]], [[100_010, 50_000]]));
  exchange.apply(trade(100_000, 1, 'buy'));
  exchange.apply(mark(100_000));
  if (held) done(exchange.place('a', order({ positionSide: held }), AT));
  return exchange;
}

/** What happened at each of the last prices, in order. */
const walk = (exchange: PaperExchange, ...prices: number[]): string[][] =>
  prices.map((price) => story(exchange.apply(trade(price, 1, 'buy'))));

describe('a trigger plan', () => {
  it('fires at its price from below, once, into an order that no client id belongs to', () => {
    const exchange = quiet();
    const id = idOf(exchange.placePlan('a', plan({ clientOid: 'mine' }), AT));
    expect(walk(exchange, 100_999, 101_000, 101_001)).toEqual([[], FILLED, []]);
    const [fill] = exchange.fills('a', 0);
    expect(fill).toMatchObject({ clientOid: '', intent: 'open', positionSide: 'long' });
    expect(exchange.plan('a', { symbol: 'BTCUSDT', id })).toMatchObject({
      status: 'triggered',
      firedOrderId: fill?.orderId,
      clientOid: 'mine',
    });
    expect(exchange.order('a', { symbol: 'BTCUSDT', id: fill?.orderId })?.source).toBe('plan');
  });

  it('fires at its price from above', () => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan({ positionSide: 'short', triggerPrice: ticks(99_000) }), AT));
    expect(walk(exchange, 99_001, 99_000)).toEqual([[], SOLD]);
    expect(exchange.positions('a')).toMatchObject([{ positionSide: 'short', size: 100 }]);
  });

  it('watches the price that it names', () => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan({ triggerBy: 'mark' }), AT));
    expect(walk(exchange, 102_000)).toEqual([[]]);
    expect(story(exchange.apply(mark(101_000)))).toEqual(FILLED);
  });

  it('rests at its limit, and brings its presets along', () => {
    const exchange = quiet();
    const presets = { stopLoss: ticks(98_000), stopLossBy: 'mark', stopLossExecute: ticks(97_900) } as const;
    done(exchange.placePlan('a', plan({ price: ticks(99_500), takeProfit: ticks(105_000), ...presets }), AT));
    expect(walk(exchange, 101_000, 99_499)).toEqual([
      ['order live'],
      ['fill 100@99500 maker', 'order filled', 'trigger live', 'trigger live'],
    ]);
    expect(exchange.openTriggerDetails('a')).toMatchObject([
      { kind: 'stop-loss', triggerPrice: 98_000, triggerBy: 'mark', executePrice: 97_900, size: 100 },
      { kind: 'take-profit', triggerPrice: 105_000, triggerBy: 'last', executePrice: undefined, size: 100 },
    ]);
  });

  it('closes no more than is held', () => {
    const exchange = quiet('long');
    done(exchange.placePlan('a', plan({ intent: 'close', size: lots(500) }), AT));
    expect(walk(exchange, 101_000)).toEqual([SOLD]);
    expect(exchange.positions('a')).toEqual([]);
  });

  it.each<[string, Partial<PlanRequest>]>([
    ['insufficient-margin', { size: lots(20_000) }],
    ['no-position', { intent: 'close' }],
    ['price-out-of-band', { price: ticks(191_000) }],
  ])('fails with %s, and nothing else happens', (failReason, given) => {
    const exchange = quiet();
    const id = idOf(exchange.placePlan('a', plan(given), AT));
    expect(walk(exchange, 101_000)).toEqual([[]]);
    expect(exchange.plan('a', { symbol: 'BTCUSDT', id })).toMatchObject({
      status: 'failed',
      failReason,
      firedOrderId: '',
    });
    expect(exchange.account('a').balance).toBe(money('10000'));
  });

  it('waits while its market is halted', () => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan(), AT));
    done(exchange.administer({ kind: 'set-status', symbol: 'BTCUSDT', status: 'halted' }, AT));
    expect(walk(exchange, 101_000)).toEqual([[]]);
    const resumed = exchange.administer({ kind: 'set-status', symbol: 'BTCUSDT', status: 'normal' }, AT);
    expect(story(done(resumed))).toEqual(FILLED);
  });

  it('fires the older one first, and both at one price', () => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan({ size: lots(1), triggerPrice: ticks(101_500) }), AT));
    done(exchange.placePlan('a', plan({ size: lots(2) }), AT));
    walk(exchange, 102_000);
    expect(exchange.fills('a', 0).map(({ size }) => size)).toEqual([1, 2]);
  });
});

describe('a trailing plan', () => {
  const trailing = { kind: 'trailing', triggerPrice: undefined, callback: rate('0.01') } as const;

  it('that sells follows the highest price, and fires where a share of it is lost', () => {
    const exchange = quiet('long');
    done(exchange.placePlan('a', plan({ ...trailing, intent: 'close' }), AT));
    // 103,000 × 0.99 = 101,970.
    expect(walk(exchange, 103_000, 101_971, 102_500, 101_970)).toEqual([[], [], [], SOLD]);
  });

  it('that buys follows the lowest price, and fires where a share is regained', () => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan(trailing), AT));
    // 97,000 × 1.01 = 97,970.
    expect(walk(exchange, 97_000, 97_969, 97_500, 97_970)).toEqual([[], [], [], FILLED]);
  });

  it.each([
    ['a sale down', 'short', 100_001, 99_001, 99_000],
    ['a purchase up', 'long', 99_999, 100_998, 100_999],
  ] as const)('rounds %s', (_what, positionSide, best, before, at) => {
    const exchange = quiet();
    done(exchange.placePlan('a', plan({ ...trailing, positionSide }), AT));
    // 100,001 × 0.99 = 99,000.99; 99,999 × 1.01 = 100,998.99.
    expect(walk(exchange, best, before, at).map(({ length }) => length)).toEqual([0, 0, 3]);
  });

  it('does not follow before it is activated', () => {
    const exchange = quiet('long');
    done(exchange.placePlan('a', plan({ ...trailing, intent: 'close', triggerPrice: ticks(102_000) }), AT));
    expect(walk(exchange, 101_999, 95_000)).toEqual([[], []]);
    expect(exchange.plans('a')).toMatchObject([{ isActive: false, extreme: undefined }]);
    expect(walk(exchange, 102_500)).toEqual([[]]);
    expect(exchange.plans('a')).toMatchObject([{ isActive: true, extreme: 102_500 }]);
    // 102,500 × 0.99 = 101,475.
    expect(walk(exchange, 101_476, 101_475)).toEqual([[], SOLD]);
  });

  it('of a short is activated below, and follows the fall', () => {
    const exchange = quiet('short');
    done(
      exchange.placePlan(
        'a',
        plan({ ...trailing, positionSide: 'short', intent: 'close', triggerPrice: ticks(98_000) }),
        AT,
      ),
    );
    // 96,000 × 1.01 = 96,960.
    expect(walk(exchange, 98_001, 98_000, 96_000, 96_959, 96_960)).toEqual([[], [], [], [], FILLED]);
    expect(exchange.positions('a')).toEqual([]);
  });

  it('that is a stop closes the whole position, and ends with it', () => {
    const stop = { ...trailing, kind: 'trailing-stop', size: undefined } as const;
    const exchange = quiet('long');
    const fired = idOf(exchange.placePlan('a', plan(stop), AT));
    const ended = idOf(exchange.placePlan('a', plan({ ...stop, callback: rate('0.1') }), AT));
    done(exchange.place('a', order({ size: lots(50) }), AT));
    expect(walk(exchange, 99_000)).toEqual([['order live', 'fill 150@99990 taker', 'order filled']]);
    const statusOf = (id: string) => exchange.plan('a', { symbol: 'BTCUSDT', id })?.status;
    expect([statusOf(fired), statusOf(ended)]).toEqual(['triggered', 'canceled']);
  });
});
