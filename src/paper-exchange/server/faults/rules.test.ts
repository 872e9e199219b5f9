import { describe, expect, it } from 'vitest';
import { PaperExchange } from '../../core/index.ts';
import { BTC, START } from '../testing/market.ts';
import { testAccount } from '../testing/running.ts';
import { drawDelayMs } from './delay.ts';
import { FAULTS, FaultBook } from './index.ts';

const exchange = new PaperExchange({ instruments: [BTC], accounts: [testAccount()] });
const bookAt = (now = () => START, seed = 1) => new FaultBook({ seed, now, exchange, log: () => {} });

const PLACE = { path: '/api/v2/mix/order/place-order', method: 'POST', account: 'a', symbols: () => ['BTCUSDT'] };
const lost = (rule: object = {}) => ({ kind: 'lost-answer', ...rule });
const hits = (book: FaultBook, count: number) => Array.from({ length: count }, () => book.request(PLACE) !== undefined);

describe('a rule that is not allowed', () => {
  it.each([
    ['no object', 7, /^fault: "7" .* an object with `kind`/],
    ['an unknown kind', { kind: 'gremlin' }, /^fault\/kind: "gremlin" .* latency \| late-answer/],
    ['an unknown field', lost({ often: true }), /^fault\/often: true .* no field of this name/],
    ['a match of another plane', lost({ match: { channel: 'orders' } }), /^fault\/match\/channel: "orders" /],
    ['a path', lost({ match: { path: 'place' } }), /^fault\/match\/path: "place" /],
    ['a probability', lost({ probability: 1.5 }), /^fault\/probability: 1.5 .* <= 1/],
    ['a count', lost({ times: 0 }), /^fault\/times: 0 /],
    ['a window that ends first', lost({ from: START + 5, until: START }), /^fault\/until: \d+ .* a time after/],
    ['a begin given twice', lost({ from: START, inMs: 5 }), /^fault\/inMs: 5 .* no such field beside from/],
    ['an account that is none', lost({ match: { account: 'b' } }), /^fault\/match\/account: "b" .* one of a$/],
    ['a symbol that is none', { kind: 'delist', symbol: 'DOGE' }, /^fault\/symbol: "DOGE" .* one of BTCUSDT$/],
    ['a missing field', { kind: 'error-answer' }, /^fault.* code/],
    ['a code', { kind: 'error-answer', code: '1' }, /^fault\/code: "1" .* 429 \| .*502/],
    ['a shape', { kind: 'latency', delay: { shape: 'normal' } }, /^fault\/delay\/shape: "normal" .* fixed \| uniform/],
    ['a field of a shape', { kind: 'latency', delay: { shape: 'fixed' } }, /^fault\/delay: .* ms/],
    ['a range', { kind: 'latency', delay: { shape: 'uniform', lowMs: 5, highMs: 1 } }, /^fault\/delay\/highMs: 1 /],
    ['a skew', { kind: 'clock-skew', skewMs: 0.5 }, /^fault\/skewMs: 0.5 /],
    ['an interval', { kind: 'funding-interval', symbol: 'BTCUSDT', hours: 3 }, /^fault\/hours: 3 .* 1 \| 2 \| 4 \| 8/],
    ['an id', lost({ id: 'My Rule' }), /^fault\/id: "My Rule" /],
  ])('%s is refused by its name', (_name, rule, message) => {
    const book = bookAt();
    expect(() => book.add(rule)).toThrow(message);
    expect(book.isEmpty).toBe(true);
  });

  it('an id that is taken', () => {
    const book = bookAt();
    book.add(lost({ id: 'one' }));
    expect(() => book.add(lost({ id: 'one' }))).toThrow(/^fault\/id: "one" .* no other rule/);
  });
});

describe('when a rule fires', () => {
  it.each([
    ['always', {}, 'xxxxxx'],
    ['at most so often', { times: 2 }, 'xx....'],
    ['after some', { after: 3 }, '...xxx'],
    ['both', { after: 1, times: 2 }, '.xx...'],
    ['never', { probability: 0 }, '......'],
  ])('%s', (_name, rule, expected) => {
    const book = bookAt();
    book.add(lost(rule));
    expect(
      hits(book, 6)
        .map((isHit) => (isHit ? 'x' : '.'))
        .join(''),
    ).toBe(expected);
  });

  it.each([
    [{ path: '/api/v2/mix/order/*' }, true],
    [{ path: '*/place-order' }, true],
    [{ path: '/api/v2/mix/order' }, false],
    [{ path: '/api/v2/mix.order/*' }, false],
    [{ method: 'GET' }, false],
    [{ account: 'a', symbol: 'BTCUSDT', method: 'POST' }, true],
  ])('what it concerns: %j', (match, isConcerned) => {
    const book = bookAt();
    book.add(lost({ match }));
    expect(hits(book, 1)).toEqual([isConcerned]);
    expect(book.list()[0]).toMatchObject({ matched: Number(isConcerned), fired: Number(isConcerned) });
  });

  it('its window is in the time of the exchange', () => {
    let now = START;
    const book = bookAt(() => now);
    book.add(lost({ inMs: 1_000, forMs: 500 }));
    const seen = [0, 999, 1_000, 1_499, 1_500].map((ms) => {
      now = START + ms;
      return hits(book, 1)[0];
    });
    expect(seen).toEqual([false, false, true, true, false]);
  });

  it('the same seed gives the same faults, another seed others, and rules do not disturb each other', () => {
    const run = (seed: number, before: readonly object[] = []) => {
      const book = bookAt(undefined, seed);
      for (const rule of before) book.add(rule);
      book.add(lost({ id: 'mine', probability: 0.3 }));
      const seen = Array.from({ length: 200 }, () => {
        book.request(PLACE);
        return book.list().find(({ id }) => id === 'mine')?.fired;
      });
      return seen.join();
    };
    expect(run(7)).toBe(run(7));
    expect(run(8)).not.toBe(run(7));
    const delay = { shape: 'uniform', lowMs: 1, highMs: 9 };
    expect(run(7, [{ kind: 'latency', delay }])).toBe(run(7));
  });

  it('waits add up and the first forged answer stands', () => {
    const book = bookAt();
    const fixed = (ms: number) => ({ shape: 'fixed', ms });
    book.add({ kind: 'latency', delay: fixed(10) });
    book.add({ kind: 'latency', delay: fixed(20) });
    book.add({ kind: 'late-answer', delay: fixed(5) });
    book.add({ kind: 'error-answer', code: '429' });
    book.add(lost());
    const turn = book.request(PLACE);
    expect(turn).toMatchObject({ waitMs: 30, holdMs: 5, hasEffect: false });
    expect(turn?.forge?.({ truth: undefined, now: START, family: 'classic' })).toMatchObject({ status: 429 });
  });
});

describe('delays', () => {
  const draws = (delay: { shape: string }) => {
    let state = 1;
    const draw = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    return Array.from({ length: 4_000 }, () => drawDelayMs(delay as never, draw)).sort((a, b) => a - b);
  };
  const median = (sorted: readonly number[]) => sorted[sorted.length >> 1] ?? 0;

  it('have the shape that they are called by', () => {
    expect(new Set(draws({ shape: 'fixed', ms: 30 } as never))).toEqual(new Set([30]));
    const flat = draws({ shape: 'uniform', lowMs: 100, highMs: 300 } as never);
    expect([flat[0], flat.at(-1)]).toEqual([100, 300]);
    expect(median(flat)).toBeGreaterThan(190);
    const bell = draws({ shape: 'lognormal', medianMs: 100, sigma: 0.5 } as never);
    expect(median(bell)).toBeGreaterThan(95);
    expect(median(bell)).toBeLessThan(105);
    expect(bell[3_800]).toBeGreaterThan(200);
    const tail = draws({ shape: 'pareto', lowMs: 100, alpha: 1 } as never);
    expect(tail[0]).toBe(100);
    expect(median(tail)).toBeGreaterThan(185);
    expect(median(tail)).toBeLessThan(215);
    expect(tail.at(-1)).toBeLessThanOrEqual(600_000);
  });
});

it('every kind has a line for the reference and a schema that names it', () => {
  for (const { kind, summary, schema } of FAULTS) {
    expect(summary.length).toBeGreaterThan(10);
    expect(schema.properties.kind).toMatchObject({ const: kind });
  }
  expect(new Set(FAULTS.map(({ kind }) => kind)).size).toBe(FAULTS.length);
});
