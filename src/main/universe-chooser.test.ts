import { describe, expect, it } from 'vitest';
import { btc, eth } from '../../test/support/instruments.ts';
import { type EventOf, type Instrument, lots, ticks } from '../domain/index.ts';
import { unappliedText, universeSettings } from '../scoring/index.ts';
import { UniverseChooser } from './universe-chooser.ts';
import { universeWish } from './universe-wish.ts';

const HOUR = 3_600_000;
const xrp: Instrument = { ...btc, symbol: 'XRPUSDT', base: 'XRP' };
const wish = {
  isPriorityOnly: false,
  priority: ['BTCUSDT'],
  settings: universeSettings({ symbolsMax: 2, quoteVolumeMin: 1_000, volatilityMin: 0, everyHours: 1 }),
};

/** One an hour of each symbol; what is traded follows `volumeOf`. */
function run(hours: number, volumeOf: (symbol: string, hour: number) => number, members: readonly string[] = []) {
  const chooser = new UniverseChooser(wish);
  const chosen: EventOf<'universe'>[] = [chooser.first(0, [btc, eth, xrp], new Set(members))];
  for (let hour = 0; hour < hours; hour++) {
    for (const { symbol } of [btc, eth, xrp]) {
      const price = ticks(1_000);
      const volume = lots(volumeOf(symbol, hour));
      const candle = { openAt: hour * HOUR, open: price, high: ticks(1_010), low: price, close: price, volume };
      const event = chooser.before({ type: 'candle', at: hour * HOUR + 60_000, symbol, candle });
      if (event) chosen.push(event);
    }
  }
  return chosen;
}

it('begins with the priority list, and lets others in once a day of them is known', () => {
  const chosen = run(40, () => 1_000);
  expect(chosen[0]).toMatchObject({
    symbols: ['BTCUSDT'],
    changes: [{ symbol: 'BTCUSDT', isIn: true, rule: 'priority' }],
  });
  expect(chosen[1]).toMatchObject({ symbols: ['BTCUSDT', 'ETHUSDT'], changes: [{ symbol: 'ETHUSDT', rule: 'rank' }] });
  expect(chosen[1]?.at).toBeGreaterThanOrEqual(24 * HOUR);
  expect(chosen).toHaveLength(2);
});

it('tells who has left and why', () => {
  const last = run(80, (symbol, hour) => (symbol === 'XRPUSDT' && hour > 40 ? 9_000 : 1_000)).at(-1);
  expect(last).toMatchObject({
    symbols: ['BTCUSDT', 'XRPUSDT'],
    changes: [
      { symbol: 'XRPUSDT', isIn: true, rule: 'rank' },
      { symbol: 'ETHUSDT', isIn: false, rule: 'beyond-top' },
    ],
  });
});

it('keeps who was in before a restart until its day is known', () => {
  const chosen = run(40, (symbol) => (symbol === 'XRPUSDT' ? 0 : 1_000), ['BTCUSDT', 'XRPUSDT']);
  expect(chosen[0]).toMatchObject({ symbols: ['BTCUSDT', 'XRPUSDT'], changes: [] });
  expect(chosen[1]).toMatchObject({ symbols: ['BTCUSDT', 'ETHUSDT'] });
  expect(chosen[1]?.changes).toContainEqual({ symbol: 'XRPUSDT', isIn: false, rule: 'quote-volume' });
  expect(chosen[1]?.at).toBeGreaterThanOrEqual(24 * HOUR);
});

it('knows nothing of what comes later', () => {
  const tame = run(60, () => 1_000);
  const wild = run(90, (symbol, hour) => (hour >= 60 && symbol === 'XRPUSDT' ? 90_000 : 1_000));
  expect(wild.slice(0, tame.length)).toEqual(tame);
  expect(wild.length).toBeGreaterThan(tame.length);
});

it.each(['', 'top', 'top:0', 'top:201', 'top:1.5', 'all', 'top:20 '])('--universe "%s" is refused', (text) => {
  expect(() => universeWish(text)).toThrow(/--universe: .*expected priority, or top:/);
});

it('reads top:20 and priority', () => {
  expect(universeWish('top:20')).toMatchObject({ isPriorityOnly: false, settings: { symbolsMax: 20 } });
  expect(universeWish('priority')).toMatchObject({ isPriorityOnly: true, settings: { symbolsMax: 9 } });
});

describe('what the exchange has told', () => {
  const known = { quoteVolume: 9e6, spreadBps: 2, ageDays: 400, volatility: 0.05 };
  const told = (symbol: string, given: object = {}) => ({ ...known, symbol, ...given });

  it('lets in at once, and ranks by score before volume', () => {
    const chooser = new UniverseChooser(wish);
    chooser.learn(0, [told('ETHUSDT', { score: 40 }), told('XRPUSDT', { score: 60, quoteVolume: 2_000 })]);
    expect(chooser.first(0, [btc, eth, xrp])).toMatchObject({ symbols: ['BTCUSDT', 'XRPUSDT'] });
  });

  it.each([
    ['spread', { spreadBps: 50 }],
    ['age', { ageDays: 3 }],
    ['quote-volume', { quoteVolume: 10 }],
  ])('keeps out by %s', (_, facts) => {
    const chooser = new UniverseChooser(wish);
    chooser.learn(0, [told('ETHUSDT', facts), told('XRPUSDT', { quoteVolume: 2_000 })]);
    expect(chooser.first(0, [btc, eth, xrp])).toMatchObject({ symbols: ['BTCUSDT', 'XRPUSDT'] });
  });

  it('grows older, and its spread gives way to the newest prices where they are real', () => {
    const at = (isQuoted: boolean) => {
      const chooser = new UniverseChooser(wish, { isQuoted });
      chooser.learn(0, [told('ETHUSDT', { ageDays: 29.9 }), told('XRPUSDT')]);
      expect(chooser.first(0, [btc, eth, xrp]).symbols).toEqual(['BTCUSDT', 'XRPUSDT']);
      const quote = { bidSize: lots(1), askSize: lots(1), symbol: 'XRPUSDT', at: HOUR - 1 } as const;
      chooser.before({ type: 'quote', bid: ticks(1_000), ask: ticks(1_100), ...quote });
      const price = ticks(1_000);
      const candle = { openAt: 0, open: price, high: price, low: price, close: price, volume: lots(1) };
      chooser.before({ type: 'candle', at: HOUR - 1, symbol: 'BTCUSDT', candle });
      return chooser.before({ type: 'candle', at: 5 * HOUR, symbol: 'BTCUSDT', candle });
    };
    expect(at(true)).toMatchObject({
      changes: [
        { symbol: 'ETHUSDT', rule: 'rank' },
        { symbol: 'XRPUSDT', rule: 'spread' },
      ],
    });
    // Both pass now: the member stays.
    expect(at(false)).toBeUndefined();
  });

  it('is missed in one line for each filter, once', () => {
    const missed: string[] = [];
    const chooser = new UniverseChooser(wish, { onUnapplied: (found) => missed.push(unappliedText(found)) });
    chooser.learn(0, [told('ETHUSDT', { ageDays: undefined }), told('XRPUSDT', { spreadBps: undefined })]);
    for (let i = 0; i < 3; i++) chooser.first(0, [btc, eth, xrp]);
    expect(missed).toEqual([
      expect.stringMatching(/^the filter "spread" could not be applied to 1 of 2 symbols \(XRPUSDT\)/),
      expect.stringMatching(/^the filter "age" could not be applied to 1 of 2 symbols \(ETHUSDT\)/),
      expect.stringMatching(/^no score is known of 2 of 2 symbols \(ETHUSDT, XRPUSDT\): they are ranked by volume/),
    ]);
  });
});
