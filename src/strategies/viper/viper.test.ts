import { describe, expect, it } from 'vitest';
import { describeParamsTable } from '../../../test/conformance/describe-params-table.ts';
import { describeStrategy, testInstrument } from '../../../test/conformance/describe-strategy.ts';
import { ask, BARS, declinesOf, entriesOf, rungsOf } from '../../../test/support/strategy-run.ts';
import { lots, priceToNumber, sizeToNumber, ticks } from '../../domain/index.ts';
import { parseScoreInput, SignalDesk, scoreMarket } from '../../scoring/index.ts';
import { VIPER_PARAMS } from './params.ts';
import { viper } from './viper.ts';

describeStrategy(viper);

describe('viper', () => {
  describeParamsTable(new URL('./', import.meta.url), VIPER_PARAMS);

  it('enters where the score of the same candles gives a signal, and nowhere else', () => {
    const toPrice = (price: number): number => priceToNumber(testInstrument, ticks(price));
    const ohlcv = BARS.map((bar) => [
      bar.openAt,
      toPrice(bar.open),
      toPrice(bar.high),
      toPrice(bar.low),
      toPrice(bar.close),
      sizeToNumber(testInstrument, bar.volume),
    ]);
    const entered = new Map(entriesOf(ask(viper)).map((entry) => [entry.bar.openAt, entry.positionSide]));
    const day = (i: number) => ohlcv.slice(i - 95, i + 1);
    for (let i = 400; i < 700; i++) {
      const close = (ohlcv[i] as number[])[4] as number;
      const quoteVolume = day(i).reduce((sum, [, , h = 0, l = 0, c = 0, v = 0]) => sum + (v * (h + l + c)) / 3, 0);
      const at = BARS[i]?.openAt as number;
      const ticker = { price: close, quote_volume: quoteVolume };
      const input = { symbol: 'BTCUSDT', market_data: { ticker, ohlcv: { ohlcv: ohlcv.slice(i - 300, i + 1) } } };
      const options = { at: at + 900_000, costModel: 'tier' } as const;
      const score = scoreMarket(parseScoreInput(input), options);
      const decision = new SignalDesk().consider({ score, price: close, priceChange: 0 });
      const side = decision.ok ? (decision.signal.type === 'LONG' ? 'long' : 'short') : undefined;
      expect([i, entered.get(at)]).toEqual([i, side]);
    }
    expect(entered.size).toBeGreaterThan(100);
  });

  it('waits until the bars cover 24 hours, whose volume tells the cost', () => {
    const first = (barMs: number): number => ask(viper, { barMs }).findIndex(({ intents }) => intents.length > 0);
    expect(first(900_000)).toBeGreaterThanOrEqual(95);
    expect(first(300_000)).toBeGreaterThanOrEqual(287);
    expect(first(900_000)).toBeLessThan(150);
  });

  it('has the stop and the target of the signal: 2 % and 3 %', () => {
    for (const entry of entriesOf(ask(viper))) {
      expect(Math.abs(entry.bar.close - entry.stopLoss) / entry.bar.close).toBeCloseTo(0.02, 4);
      expect(rungsOf(entry, entry.bar.close)).toEqual([1.5]);
      expect(entry.limit).toBeUndefined();
    }
  });

  it('rests at the close where the cost is high, and gives the entry up after two bars', () => {
    const entries = entriesOf(ask(viper, { params: { limitFromCost: 0 } }));
    for (const entry of entries) expect(entry.limit).toBe(entry.bar.close);
    expect(entries.length).toBeGreaterThan(50);
    const resting = (bars: number) =>
      ask(viper, {
        view: ({ openAt }) => ({ entry: { positionSide: 'long', sentAt: openAt + (1 - bars) * 900_000 } }),
      });
    expect(resting(1).flatMap(({ intents }) => intents)).toEqual([]);
    expect(resting(2)[0]?.intents).toEqual([{ kind: 'cancel-entry', reason: 'not filled in time' }]);
  });

  it('tells what it holds back: a dear market, and a signal within the cooldown', () => {
    const dear = declinesOf(
      ask(viper, { params: { costMax: 0.1 }, instrument: { ...testInstrument, symbol: 'XYZUSDT' } }),
    );
    expect(dear[0]).toMatchObject({ rule: 'signal-rejected', positionSide: undefined });
    const patient = ask(viper, { params: { cooldownSeconds: 3_600 } });
    expect(declinesOf(patient)[0]).toMatchObject({ rule: 'signal-cooldown', details: { leftMs: 2_700_000 } });
    expect(entriesOf(patient).length).toBeLessThan(entriesOf(ask(viper)).length);
  });

  it.each([
    ['long', 1.019, undefined],
    ['long', 1.02, 0.99],
    ['long', 1.05, 0.99],
    ['short', 0.981, undefined],
    ['short', 0.98, 1.01],
  ] as const)('moves the stop of a %s at %d of its entry to %s of the close', (positionSide, at, expected) => {
    const close = 100_000;
    const position = { positionSide, size: lots(1), entryPrice: close / at, stopLoss: undefined, openedAt: 0 };
    const [bar] = BARS.slice(0, 1).map((one) => ({ ...one, close: ticks(close) }));
    const [asked] = ask(viper, { bars: bar ? [bar] : [], view: () => ({ position }) });
    const moved = asked?.intents[0];
    expect(moved).toEqual(
      expected && { kind: 'move-stop', positionSide, stopLoss: Math.round(close * expected), reason: 'trail' },
    );
  });

  it('never moves a stop back', () => {
    const close = ticks(103_000);
    const view = (stopLoss: number) => () => ({
      position: {
        positionSide: 'long',
        size: lots(1),
        entryPrice: 100_000,
        stopLoss: ticks(stopLoss),
        openedAt: 0,
      } as const,
    });
    const bars = BARS.slice(0, 1).map((one) => ({ ...one, close }));
    expect(ask(viper, { bars, view: view(101_970) })[0]?.intents).toEqual([]);
    expect(ask(viper, { bars, view: view(101_969) })[0]?.intents).toHaveLength(1);
  });
});
