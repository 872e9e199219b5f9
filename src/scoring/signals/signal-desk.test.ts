import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { pivots } from '../../indicators/index.ts';
import { type AcceptedScore, SCORE_WEIGHTS, type ScoreMode, SignalDesk, type ViperScore } from '../index.ts';

const AT = 1_700_000_000_000;
/** S2 48,000, S1 49,000, P 50,000, R1 51,000, R2 52,000. */
const LEVELS = pivots(51_000, 49_000, 50_000);

type Changes = { score?: number; price?: number; change?: number; cost?: number; priceScore?: number; at?: number };

const market = (changes: Changes = {}, mode: ScoreMode = 'compat') => {
  const { score = 80, price = 50_000, change = 1, cost = 0.1, priceScore = 50, at = AT } = changes;
  const accepted: AcceptedScore = {
    symbol: 'BTCUSDT',
    overall_score: score,
    strength: 'STRONG',
    execution_cost: cost,
    cost_model: 'book',
    mode,
    timestamp: at,
    components: { volume_score: 50, price_score: priceScore, external_score: 50, range_score: 50 },
    s1s2r1r2_levels: LEVELS,
    weights: SCORE_WEIGHTS,
  };
  return { score: accepted, price, priceChange: change };
};

const decided = (changes: Changes, mode?: ScoreMode) => {
  const decision = new SignalDesk().consider(market(changes, mode));
  return decision.ok ? decision.signal.type : decision.rule;
};

describe('the direction of a signal', () => {
  it.each<[string, Changes, string]>([
    ['at the first support', { price: 49_000 }, 'LONG'],
    ['1 % below it, no more', { price: 48_510, change: 0 }, 'no-direction'],
    ['just less below it', { price: 48_511, change: -9 }, 'LONG'],
    ['at the second support', { price: 48_000, change: -9 }, 'LONG'],
    ['2 % below that, no more', { price: 47_040, change: 0 }, 'no-direction'],
    ['at the first resistance', { price: 51_000, change: 9 }, 'SHORT'],
    ['1 % above it, no more', { price: 51_510, change: 0 }, 'no-direction'],
    ['at the second resistance', { price: 52_000, change: 9 }, 'SHORT'],
    ['2 % above that, no more', { price: 53_040, change: 0 }, 'no-direction'],
    ['between the levels: by the change', { change: 0.31 }, 'LONG'],
    ['falling', { change: -0.31 }, 'SHORT'],
    ['hardly moving', { change: 0.3 }, 'no-direction'],
    ['a medium score needs more of it', { score: 74.99, change: 0.5 }, 'no-direction'],
    ['and gets it', { score: 60, change: -0.51 }, 'SHORT'],
    ['an extreme score looks at the price component', { score: 95, change: 0, priceScore: 60.1 }, 'LONG'],
    ['both ways', { score: 95, change: 0, priceScore: 39.9 }, 'SHORT'],
    ['and not at 60', { score: 95, change: 0, priceScore: 60 }, 'no-direction'],
    ['nor below 95', { score: 94.9, change: 0, priceScore: 99 }, 'no-direction'],
  ])('compat, %s', (_, changes, expected) => expect(decided(changes)).toBe(expected));

  it.each<[string, Changes, string]>([
    ['at a support, against the movement', { price: 49_000, priceScore: 5 }, 'LONG'],
    ['at a resistance, against it', { price: 51_000, priceScore: 95 }, 'SHORT'],
    ['with momentum', { priceScore: 60, change: -9 }, 'LONG'],
    ['with momentum down', { priceScore: 40, change: 9 }, 'SHORT'],
    ['without', { priceScore: 59.9, change: 9 }, 'no-direction'],
    ['a medium score needs more', { score: 70, priceScore: 69.9 }, 'no-direction'],
    ['and gets it', { score: 70, priceScore: 30 }, 'SHORT'],
  ])('calibrated, %s', (_, changes, expected) => expect(decided(changes, 'calibrated')).toBe(expected));

  it('comes from momentum alone where no level is known', () => {
    const { score, ...quote } = market({ price: 49_000, priceScore: 20 }, 'calibrated');
    const { s1s2r1r2_levels: _, ...without } = score;
    const decision = new SignalDesk().consider({ ...quote, score: without });
    expect(decision).toMatchObject({ ok: true, signal: { type: 'SHORT' } });
  });
});

describe('a signal', () => {
  it('has its order type by cost, its expiry, its stop and its target', () => {
    const long = new SignalDesk().consider(market({ cost: 1.5 }));
    expect(long).toMatchObject({
      ok: true,
      signal: {
        id: 'BTCUSDT_1700000000',
        type: 'LONG',
        order_type: 'LIMIT',
        confidence: 0.8,
        price: 50_000,
        price_change: 1,
        timestamp: AT,
        expires_at: AT + 1_800_000,
        risk_per_trade: 0.02,
        stop_loss: 49_000,
        take_profit: 51_500,
        s1s2r1r2_levels: LEVELS,
      },
    });
    const short = new SignalDesk().consider(market({ cost: 1.49, change: -1 }));
    expect(short).toMatchObject({ signal: { order_type: 'MARKET', stop_loss: 51_000, take_profit: 48_500 } });
  });

  it('is not given for what was rejected, nor below the medium threshold', () => {
    const { score, ...quote } = market();
    const { components: _, ...common } = score;
    const rejected: ViperScore = { ...common, overall_score: 0, rejected_reason: 'execution cost 6.29 USDT' };
    expect(new SignalDesk().consider({ ...quote, score: rejected })).toMatchObject({ ok: false, rule: 'rejected' });
    expect(decided({ score: 59.99, price: 49_000 })).toBe('score-too-low');
    expect(decided({ score: 60, price: 49_000 })).toBe('LONG');
  });

  it('waits for the whole cooldown, over midnight too', () => {
    const desk = new SignalDesk();
    const late = Date.UTC(2025, 0, 1, 23, 58);
    const at = (ms: number) => desk.consider(market({ at: late + ms })).ok;
    expect([at(0), at(1), at(299_999), at(300_000)]).toEqual([true, false, false, true]);
    expect(desk.consider(market({ at: late + 300_001 }))).toMatchObject({
      rule: 'cooldown',
      details: { leftMs: 299_999 },
    });
    expect([at(86_400_000), at(86_400_000 + 5)]).toEqual([true, false]);
  });

  it('holds one of three places of its symbol until it expires or is released', () => {
    const desk = new SignalDesk({ cooldownMs: 1_000 });
    const at = (second: number) => desk.consider(market({ at: AT + second * 1_000 }));
    for (const second of [0, 10, 20]) expect(at(second).ok).toBe(true);
    expect(at(30)).toMatchObject({ ok: false, rule: 'signals-per-symbol', details: { limit: 3 } });
    expect(desk.active(AT + 30_000).map(({ id }) => id)).toHaveLength(3);
    const other = market({ at: AT + 30_000 });
    expect(desk.consider({ ...other, score: { ...other.score, symbol: 'ETHUSDT' } }).ok).toBe(true);
    expect(at(1_799.999).ok).toBe(false);
    expect(at(1_800).ok).toBe(true);
    desk.release('BTCUSDT_1700000010');
    expect(desk.active(AT + 1_800_000, 'BTCUSDT').map(({ timestamp }) => (timestamp - AT) / 1_000)).toEqual([
      20, 1_800,
    ]);
    expect(at(1_802).ok).toBe(true);
  });

  it('goes on from a saved state', () => {
    const desk = new SignalDesk();
    desk.consider(market());
    const again = new SignalDesk({}, JSON.parse(JSON.stringify(desk.save())));
    expect(again.active(AT)).toEqual(desk.active(AT));
    expect(again.consider(market({ at: AT + 1 }))).toMatchObject({ rule: 'cooldown' });
  });

  it('is one of many, the strongest first', () => {
    const named = (symbol: string, score: number) => {
      const one = market({ score });
      return { ...one, score: { ...one.score, symbol } };
    };
    const signals = new SignalDesk().considerAll([named('A', 70), named('B', 50), named('C', 90), named('D', 80)]);
    expect(signals.map(({ symbol }) => symbol)).toEqual(['C', 'D', 'A']);
  });

  it.each([
    [{ thresholdHigh: 101 }, /^thresholdHigh: 101/],
    [{ thresholdMedium: 80 }, /^thresholdMedium: 80.*at most thresholdHigh/],
    [{ cooldownMs: Number.NaN }, /^cooldownMs/],
    [{ signalsPerSymbolMax: 0 }, /^signalsPerSymbolMax/],
  ])('by the rules %j is refused', (rules, message) => {
    expect(() => new SignalDesk(rules)).toThrow(InvalidInput);
    expect(() => new SignalDesk(rules)).toThrow(message);
  });
});
