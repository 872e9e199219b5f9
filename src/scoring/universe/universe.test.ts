import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { chooseUniverse, type MarketFacts, MarketMemory, UNIVERSE_PARAMS, universeSettings } from './index.ts';

const fact = (symbol: string, given: Partial<MarketFacts> = {}): MarketFacts => ({
  symbol,
  quoteVolume: 50e6,
  spreadBps: 2,
  ageDays: 400,
  volatility: 0.05,
  ...given,
});

const choose = (markets: readonly MarketFacts[], given: Partial<Parameters<typeof chooseUniverse>[0]> = {}) =>
  chooseUniverse({
    markets,
    priority: [],
    members: new Set(),
    settings: universeSettings({ symbolsMax: 3 }),
    ...given,
  });

const inside = (rows: ReturnType<typeof choose>): string[] =>
  rows.filter(({ isIn }) => isIn).map(({ symbol }) => symbol);

describe('the universe', () => {
  const markets = [
    fact('A', { quoteVolume: 10e6 }),
    fact('B', { quoteVolume: 90e6 }),
    fact('C'),
    fact('D', { score: 1 }),
  ];

  it('has the priority list first, in its order, then the best by score and volume', () => {
    const rows = choose(markets, { priority: ['NONE', 'A'] });
    expect(rows.map(({ symbol, isIn, rule, rank }) => [symbol, isIn, rule, rank])).toEqual([
      ['A', true, 'priority', null],
      ['D', true, 'rank', 1],
      ['B', true, 'rank', 2],
      ['C', false, 'beyond-top', 3],
    ]);
    expect(inside(choose(markets, { priority: ['A'], isPriorityOnly: true }))).toEqual(['A']);
    expect(inside(choose(markets, { priority: ['A', 'B', 'C', 'D'] }))).toEqual(['A', 'B', 'C']);
  });

  it.each([
    ['quote-volume', { quoteVolume: 7e6 }, { quoteVolume: 7e6 - 1 }],
    ['spread', { spreadBps: 10 }, { spreadBps: 10.1 }],
    ['age', { ageDays: 30 }, { ageDays: 29.9 }],
    ['volatility', { volatility: 0.005 }, { volatility: 0.0049 }],
    ['volatility', { volatility: 0.3 }, { volatility: 0.31 }],
  ])('asks for %s: %j passes, %j does not', (rule, passes, fails) => {
    expect(choose([fact('A', passes)])[0]).toMatchObject({ isIn: true, rule: 'rank' });
    expect(choose([fact('A', fails)])[0]).toMatchObject({ isIn: false, rule, rank: null });
  });

  it('leaves out nothing for what is not known', () => {
    const unknown = { quoteVolume: undefined, spreadBps: undefined, ageDays: undefined, volatility: undefined };
    expect(inside(choose([fact('A', unknown)]))).toEqual(['A']);
  });

  it('keeps a member until it falls well short', () => {
    const members = new Set(['A']);
    const at = (volume: number): string[] => inside(choose([fact('A', { quoteVolume: volume })], { members }));
    expect(at(0.71 * 7e6)).toEqual(['A']);
    expect(at(0.69 * 7e6)).toEqual([]);
    const settings = universeSettings({ symbolsMax: 1 });
    const rivals = (volume: number) => [fact('A', { quoteVolume: 70e6 }), fact('B', { quoteVolume: volume })];
    expect(inside(choose(rivals(99e6), { members, settings }))).toEqual(['A']);
    expect(inside(choose(rivals(101e6), { members, settings }))).toEqual(['B']);
  });

  it('does not flap while a volume wavers around its limit', () => {
    let members = new Set<string>();
    let changes = 0;
    for (let i = 0; i < 100; i++) {
      const now = new Set(inside(choose([fact('A', { quoteVolume: 7e6 * (1 + 0.2 * Math.sin(i)) })], { members })));
      if (now.size !== members.size) changes += 1;
      members = now;
    }
    expect(changes).toBe(1);
  });

  it('has bounds for every number', () => {
    for (const [name, { min, max }] of Object.entries(UNIVERSE_PARAMS)) {
      expect(universeSettings({ [name]: min })).toHaveProperty(name, min);
      expect(() => universeSettings({ [name]: max + 1 })).toThrow(InvalidInput);
      expect(() => universeSettings({ [name]: Number.NaN })).toThrow(`universe.${name}`);
    }
  });
});

describe('the memory of markets', () => {
  const HOUR = 3_600_000;
  const candle = (hour: number, volume: number, close = 100) => ({
    openAt: hour * HOUR,
    high: close + 1,
    low: close - 1,
    close,
    volume,
  });

  it('knows volume and range of the last 24 hours, once it has them', () => {
    const memory = new MarketMemory();
    for (let hour = 0; hour < 30; hour++) memory.add('A', candle(hour, 10, hour === 3 ? 200 : 100));
    expect(memory.factsAt(12 * HOUR)[0]).toMatchObject({ quoteVolume: undefined, volatility: undefined });
    expect(memory.factsAt(30 * HOUR)).toMatchObject([{ symbol: 'A', quoteVolume: 24_000, volatility: 0.02 }]);
  });

  it('scores closed hours, and no later candle changes a score of before', () => {
    const wave = (hour: number) => candle(hour, 1_000_000 * (1 + (hour % 5)), 100 + 3 * Math.sin(hour));
    const upTo = (hours: number) => {
      const memory = new MarketMemory();
      for (let hour = 0; hour < hours; hour++) memory.add('A', wave(hour));
      return memory;
    };
    expect(upTo(24).factsAt(24 * HOUR)[0]?.score).toBeUndefined();
    const { score } = upTo(40).factsAt(40 * HOUR)[0] ?? {};
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(100);
    const later = upTo(40);
    later.add('A', { openAt: 39 * HOUR + 60_000, high: 900, low: 1, close: 500, volume: 1e12 });
    expect(later.factsAt(40 * HOUR)[0]?.score).toBe(score);
  });
});
