/**
 * What the exchange's staff does, and what accounts see of it.
 */
import { describe, expect, it } from 'vitest';
import { lots, money, rate, ticks } from '../../domain/index.ts';
import { PaperExchange } from './paper-exchange.ts';
import {
  account,
  BTC,
  book,
  candle,
  DUST,
  done,
  exchangeOf,
  funding,
  idOf,
  mark,
  order,
  plan,
  refusalOf,
  story,
  trade,
  trigger,
} from './testing/fixtures.ts';
import type { AdminCommand, ExchangeOptions } from './types.ts';

const AT = 1_000_000;
const HOUR = 3_600_000;

/** Long 1,000 lots, worth 10,000, at 100,000 with a margin of 1,000. */
function holding(options: Partial<ExchangeOptions> = {}): PaperExchange {
  const exchange = exchangeOf(options);
  exchange.apply(mark(100_000));
  exchange.apply(trade(100_000, 1, 'buy'));
  exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]]));
  done(exchange.place('a', order({ size: lots(1_000) }), AT));
  return exchange;
}

const admin = (exchange: PaperExchange, command: AdminCommand, at = AT) => exchange.administer(command, at);

describe('listing', () => {
  it('trades one more symbol from then on, through a snapshot too, and once', () => {
    const exchange = exchangeOf();
    const eth = { ...BTC, symbol: 'ETHUSDT', base: 'ETH' };
    const buy = () => exchange.place('a', order({ symbol: 'ETHUSDT', size: lots(10) }), AT);
    expect(refusalOf(buy())).toBe('unknown-symbol');
    done(admin(exchange, { kind: 'list', instrument: eth }));
    exchange.apply({ ...mark(100_000), symbol: 'ETHUSDT' });
    exchange.apply({ ...book([[99_990, 50_000]], [[100_000, 50_000]]), symbol: 'ETHUSDT' });
    done(buy());
    done(admin(exchange, { kind: 'list', instrument: eth }));
    expect(exchange.positions('a')).toMatchObject([{ symbol: 'ETHUSDT', size: 10 }]);
    const options = { instruments: [BTC, DUST], accounts: [account('a'), account('b')] };
    const again = PaperExchange.restore(options, exchange.snapshot());
    expect(again.instruments.map(({ symbol }) => symbol)).toContain('ETHUSDT');
    expect([again.positions('a'), again.snapshot()]).toEqual([exchange.positions('a'), exchange.snapshot()]);
  });
});

describe('delisting', () => {
  it('cancels what waits, closes what is held at mark, and refuses what comes', () => {
    const exchange = holding();
    const resting = idOf(exchange.place('a', order({ price: ticks(99_000) }), AT));
    const stop = idOf(exchange.placeTrigger('a', trigger({ triggerPrice: ticks(95_000) }), AT));
    const waiting = idOf(exchange.placePlan('a', plan(), AT));
    exchange.apply(mark(101_000));
    expect(story(done(admin(exchange, { kind: 'delist', symbol: 'BTCUSDT' })))).toEqual([
      'order canceled',
      'trigger canceled',
      ...['order live', 'fill 1000@101000 taker', 'order filled'],
    ]);
    const named = (id: string) => ({ symbol: 'BTCUSDT', id });
    expect(exchange.order('a', named(resting))?.cancelReason).toBe('delisting');
    expect(exchange.trigger('a', named(stop))?.status).toBe('canceled');
    expect(exchange.plan('a', named(waiting))?.status).toBe('canceled');
    // 100 gained, fees of 6 and 6.06.
    expect(exchange.account('a').balance).toBe(money('10087.94'));
    expect(exchange.finishedOrders('a', 0).at(-1)?.source).toBe('delisting');
    expect(exchange.instrument('BTCUSDT').status).toBe('halted');
    expect(refusalOf(exchange.place('a', order(), AT))).toBe('halted');
  });

  it('leaves other symbols alone', () => {
    const exchange = holding();
    exchange.apply(book([[99_990, 50_000]], [[100_000, 50_000]], { symbol: 'DUSTUSDT' }));
    done(exchange.place('a', order({ symbol: 'DUSTUSDT' }), AT));
    done(admin(exchange, { kind: 'delist', symbol: 'BTCUSDT' }));
    expect(exchange.positions('a')).toMatchObject([{ symbol: 'DUSTUSDT' }]);
    expect(refusalOf(exchange.place('a', order({ symbol: 'DUSTUSDT' }), AT))).toBe('accepted');
  });
});

describe('maintenance', () => {
  it('keeps what is open, meets nothing, and ends what was on its way', () => {
    const exchange = holding({ latency: { baseMs: 5_000, jitterMs: 0 } });
    exchange.apply(trade(100_000, 1, 'buy', { at: AT + 6_000 }));
    expect(exchange.positions('a')).toHaveLength(1);
    const resting = idOf(exchange.place('a', order({ price: ticks(99_000) }), AT + 6_000));
    exchange.apply(trade(100_000, 1, 'buy', { at: AT + 12_000 }));
    const sent = idOf(exchange.place('a', order(), AT + 12_000));
    done(admin(exchange, { kind: 'set-status', symbol: 'BTCUSDT', status: 'halted' }, AT + 12_000));
    expect(story(exchange.apply(mark(50_000, { at: AT + 20_000 })))).toEqual(['order canceled']);
    expect(exchange.order('a', { symbol: 'BTCUSDT', id: sent })?.cancelReason).toBe('halted');
    expect(story(exchange.apply(trade(90_000, 1, 'sell', { at: AT + 21_000 })))).toEqual([]);
    expect(exchange.openOrders('a')).toMatchObject([{ orderId: resting }]);
  });

  it('ends with what has become of prices meanwhile: orders, triggers, plans and liquidations', () => {
    const exchange = holding();
    done(exchange.place('b', order({ price: ticks(99_000) }), AT));
    done(exchange.placePlan('b', plan({ triggerPrice: ticks(95_000), positionSide: 'short' }), AT));
    done(admin(exchange, { kind: 'set-status', symbol: 'BTCUSDT', status: 'halted' }));
    exchange.apply(book([[89_990, 50_000]], [[90_000, 50_000]]));
    exchange.apply(trade(90_000, 1, 'sell'));
    expect(story(exchange.apply(mark(90_000)))).toEqual([]);
    const outputs = done(admin(exchange, { kind: 'set-status', symbol: 'BTCUSDT', status: 'normal' }));
    expect(story(outputs)).toEqual([
      ...['fill 100@99000 maker', 'order filled'],
      ...['order live', 'fill 100@89990 taker', 'order filled'],
      ...['order live', 'fill 1000@90000 taker', 'order filled', 'bill liquidation'],
    ]);
  });

  it('stops the walk of a candle as well', () => {
    const exchange = exchangeOf({ latency: { baseMs: 1_000, jitterMs: 0 } });
    exchange.apply(candle(20, [100_000, 100_000, 100_000, 100_000]));
    done(exchange.place('a', order({ price: ticks(99_000) }), 1_260_000));
    exchange.apply(candle(21, [100_000, 100_000, 100_000, 100_000]));
    done(exchange.place('a', order({ price: ticks(98_000) }), 1_320_000));
    done(admin(exchange, { kind: 'set-status', symbol: 'BTCUSDT', status: 'halted' }, 1_320_000));
    expect(story(exchange.apply(candle(22, [100_000, 100_000, 90_000, 95_000])))).toEqual(['order canceled']);
    expect(exchange.openOrders('a')).toMatchObject([{ price: 99_000, filled: 0 }]);
  });
});

describe('a forced liquidation', () => {
  it('takes the margin of a healthy position, and the insurance fund what is left of it', () => {
    const exchange = holding();
    done(admin(exchange, { kind: 'liquidate', account: 'a', symbol: 'BTCUSDT' }));
    expect(exchange.positions('a')).toEqual([]);
    expect(exchange.account('a').balance).toBe(money('8994'));
    // The margin of 1,000 less the closing fee of 6.
    expect(exchange.pools.insurance).toBe(money('994'));
  });

  it('takes one side, or both', () => {
    const both = () => {
      const exchange = holding();
      done(exchange.place('a', order({ positionSide: 'short', size: lots(500) }), AT));
      return exchange;
    };
    const one = both();
    done(admin(one, { kind: 'liquidate', account: 'a', symbol: 'BTCUSDT', positionSide: 'long' }));
    expect(one.positions('a')).toMatchObject([{ positionSide: 'short' }]);
    const all = both();
    done(admin(all, { kind: 'liquidate', account: 'a', symbol: 'BTCUSDT' }));
    expect(all.positions('a')).toEqual([]);
  });

  it('needs a position', () => {
    expect(refusalOf(admin(exchangeOf(), { kind: 'liquidate', account: 'a', symbol: 'BTCUSDT' }))).toBe('no-position');
    expect(refusalOf(admin(exchangeOf(), { kind: 'liquidate', account: 'a', symbol: 'NONEUSDT' }))).toBe(
      'unknown-symbol',
    );
  });
});

describe('a changed funding interval', () => {
  it.each([
    [0, 'funding-interval-invalid'],
    [1, 'accepted'],
    [1.5, 'funding-interval-invalid'],
    [5, 'funding-interval-invalid'],
    [24, 'accepted'],
    [48, 'funding-interval-invalid'],
  ])('of %s hours: %s', (hours, code) => {
    expect(refusalOf(admin(exchangeOf(), { kind: 'set-funding-interval', symbol: 'BTCUSDT', hours }))).toBe(code);
  });

  it('settles at each multiple, at the last shown rate, and no longer when the source says', () => {
    const exchange = holding();
    done(admin(exchange, { kind: 'set-funding-interval', symbol: 'BTCUSDT', hours: 1 }));
    expect(exchange.ticker('BTCUSDT').nextFundingAt).toBe(HOUR);
    expect(exchange.instrument('BTCUSDT').fundingIntervalHours).toBe(1);
    expect(story(exchange.apply(funding('0.01')))).toEqual([]);
    expect(story(exchange.apply(trade(100_000, 1, 'buy', { at: 2 * HOUR + 1 })))).toEqual([
      'bill funding',
      'bill funding',
    ]);
    // 10,000 × 0.0001, paid by the long.
    expect(exchange.bills('a', 0)).toMatchObject([
      { amount: money('-1'), at: HOUR },
      { amount: money('-1'), at: 2 * HOUR },
    ]);
    expect(exchange.fundingHistory('BTCUSDT').map(({ at, rate: paid }) => [at, paid])).toEqual([
      [HOUR, rate('0.0001')],
      [2 * HOUR, rate('0.0001')],
    ]);
    expect(exchange.ticker('BTCUSDT').nextFundingAt).toBe(3 * HOUR);
  });
});

describe('cash and accounts', () => {
  it.each([
    ['1', 'accepted'],
    ['-8994', 'accepted'],
    ['-8994.00000001', 'insufficient-margin'],
    ['0', 'amount-invalid'],
    ['0.000000001', 'amount-invalid'],
  ])('a transfer of %s is %s, and comes from outside', (amount, code) => {
    const exchange = holding();
    const [total, before] = [exchange.totalCash, exchange.account('a').balance];
    expect(refusalOf(admin(exchange, { kind: 'transfer', account: 'a', amount: money(amount) }))).toBe(code);
    const moved = code === 'accepted' ? money(amount) : 0n;
    expect(exchange.account('a').balance - before).toBe(moved);
    expect(exchange.pools.outside).toBe(-moved);
    expect(exchange.totalCash).toBe(total);
  });

  it('opens an account that trades, and that a restored exchange knows', () => {
    const exchange = holding();
    const total = exchange.totalCash;
    const config = account('new', { balance: money('500'), positionMode: 'one-way', leverage: 25 });
    done(admin(exchange, { kind: 'create-account', config }));
    expect(refusalOf(admin(exchange, { kind: 'create-account', config }))).toBe('duplicate-account');
    expect(refusalOf(admin(exchange, { kind: 'create-account', config: account('x', { balance: money('-1') }) }))).toBe(
      'amount-invalid',
    );
    expect(exchange.totalCash).toBe(total);
    done(exchange.place('new', order({ size: lots(10) }), AT));
    const options = { instruments: [BTC, DUST], accounts: [account('a'), account('b')] };
    const restored = PaperExchange.restore(options, exchange.snapshot());
    expect(restored.stateHash()).toBe(exchange.stateHash());
    expect(restored.setting('new', 'DUSTUSDT').leverage).toBe(25);
  });
});
