/**
 * What every strategy must do, whatever it trades on: played over generated markets with a position that fills at the next open.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { type Candle, direction, type Instrument, lots, RATE_DECIMALS, rate, ticks } from '../../src/domain/index.ts';
import type { Intent, PositionView, Strategy, StrategyDefinition, StrategyView } from '../../src/kernel/index.ts';
import { resolveParams } from '../../src/strategies/index.ts';
import { btc } from '../support/instruments.ts';

const BAR_MS = 900_000;
const START_AT = Date.UTC(2025, 0, 1);

export const testInstrument: Instrument = {
  ...btc,
  lot: { units: 1, decimals: 4 },
  sizeMax: lots(12_000_000),
  marketSizeMax: lots(2_200_000),
  priceBand: rate('0.05'),
};

/** A seeded walk in whole ticks whose drift changes now and then: trends both ways, pullbacks, quiet stretches. */
export function generatedBars(seed: number, count: number): Candle[] {
  const random = xoroshiro128plus(seed);
  const noise = () => uniformFloat64(random) + uniformFloat64(random) + uniformFloat64(random) - 1.5;
  const bars: Candle[] = [];
  let close = 600_000;
  let drift = 0;
  for (let i = 0; i < count; i++) {
    if (uniformFloat64(random) < 0.03) drift = noise() * 0.0015;
    const open = close;
    close = Math.max(1_000, Math.round(open * (1 + drift + noise() * 0.004)));
    const wick = () => Math.round(Math.abs(noise()) * 0.001 * open);
    bars.push({
      openAt: START_AT + i * BAR_MS,
      open: ticks(open),
      high: ticks(Math.max(open, close) + wick()),
      low: ticks(Math.min(open, close) - wick()),
      close: ticks(close),
      volume: lots(10_000),
    });
  }
  return bars;
}

export type Step = { readonly view: StrategyView; readonly intents: readonly Intent[] };

/** Plays bars with one position at a time: filled at the next open, closed at its stop or its last target. */
export function play(strategy: Strategy, bars: readonly Candle[]): Step[] {
  let position: PositionView | undefined;
  let target = 0;
  let pending: Extract<Intent, { kind: 'enter' }> | undefined;
  return bars.map((bar) => {
    if (pending !== undefined) {
      const { positionSide, stopLoss, takeProfits } = pending;
      position = { positionSide, size: lots(1), entryPrice: bar.open, stopLoss, openedAt: bar.openAt };
      target = takeProfits.at(-1)?.price ?? 0;
      pending = undefined;
    }
    if (position !== undefined && isOver(position, bar, target)) position = undefined;
    strategy.observe(bar);
    const view = { at: bar.openAt + BAR_MS, position };
    const intents = strategy.decide(view);
    for (const intent of intents) {
      if (intent.kind === 'enter') pending = intent;
      else if (intent.kind === 'exit') position = undefined;
      else if (position !== undefined) position = { ...position, stopLoss: intent.stopLoss };
    }
    return { view, intents };
  });
}

function isOver({ positionSide, stopLoss }: PositionView, bar: Candle, target: number): boolean {
  const side = direction(positionSide);
  const [worst, best] = side === 1 ? [bar.low, bar.high] : [bar.high, bar.low];
  return side * (best - target) >= 0 || (stopLoss !== undefined && side * (worst - stopLoss) <= 0);
}

/** Decides again with views that are given, so that only the strategy's own state can make a difference. */
const decideAgain = (strategy: Strategy, bars: readonly Candle[], steps: readonly Step[]): (readonly Intent[])[] =>
  bars.map((bar, i) => {
    strategy.observe(bar);
    return strategy.decide((steps[i] as Step).view);
  });

export function describeStrategy<Names extends string>(definition: StrategyDefinition<Names>): void {
  const params = resolveParams(definition);
  const create = (saved?: unknown) => definition.create(params, { instrument: testInstrument, barMs: BAR_MS }, saved);
  const bars = generatedBars(11, 3_000);
  const steps = play(create(), bars);
  const entries = steps.flatMap(({ intents }, i) =>
    intents.flatMap((intent) => (intent.kind === 'enter' ? [{ ...intent, close: (bars[i] as Candle).close }] : [])),
  );

  describe(`${definition.name} as a strategy`, () => {
    it('has defaults within their bounds and says what each is', () => {
      for (const param of Object.values(definition.params) as (typeof definition.params)[Names][]) {
        expect(param.min).toBeLessThanOrEqual(param.default);
        expect(param.default).toBeLessThanOrEqual(param.max);
        expect(param.about).not.toBe('');
      }
    });

    it('trades both ways on the generated market', () => {
      expect(new Set(entries.map((entry) => entry.positionSide))).toEqual(new Set(['long', 'short']));
    });

    it('decides the same for the same bars', () => {
      expect(play(create(), bars)).toEqual(steps);
    });

    it('goes on from its saved state as if never interrupted', () => {
      const inPosition = steps.findLastIndex((step) => step.view.position !== undefined) + 1;
      for (const cut of [0, 1, definition.warmupBars(params), 700, 1_501, inPosition]) {
        const first = create();
        decideAgain(first, bars.slice(0, cut), steps);
        const second = create(JSON.parse(JSON.stringify(first.save())));
        expect(second.save()).toEqual(first.save());
        const rest = decideAgain(second, bars.slice(cut), steps.slice(cut));
        expect(rest).toEqual(steps.slice(cut).map((step) => step.intents));
      }
    });

    it('is silent before warm-up', () => {
      const early = steps.slice(0, definition.warmupBars(params) - 1);
      expect(early.every((step) => step.intents.length === 0)).toBe(true);
      expect(definition.warmupBars(params)).toBeGreaterThan(0);
    });

    it('decides nothing by what comes later', () => {
      for (const cut of [500, 1_200, 2_400]) {
        const other = [...bars.slice(0, cut), ...generatedBars(cut, 300)];
        expect(play(create(), other).slice(0, cut)).toEqual(steps.slice(0, cut));
        expect(play(create(), bars.slice(0, cut))).toEqual(steps.slice(0, cut));
      }
    });

    it('enters only without a position, with stop and targets on their sides of the price', () => {
      for (const { positionSide, stopLoss, takeProfits, close } of entries) {
        const side = direction(positionSide);
        expect(side * (close - stopLoss)).toBeGreaterThan(0);
        for (const { price } of takeProfits) expect(side * (price - close)).toBeGreaterThan(0);
      }
      for (const { view, intents } of steps) {
        if (view.position !== undefined) expect(intents.some((intent) => intent.kind === 'enter')).toBe(false);
      }
    });

    it('shares out the whole position, in positive parts', () => {
      for (const { takeProfits } of entries) {
        const total = takeProfits.reduce((sum, { share }) => sum + share, 0n);
        if (takeProfits.length > 0) expect(total).toBe(10n ** BigInt(RATE_DECIMALS));
        expect(takeProfits.every(({ share }) => share > 0n)).toBe(true);
      }
    });

    it('speaks in whole ticks, whole leverage and rates between 0 and 1', () => {
      for (const { stopLoss, takeProfits, leverage, risk, sizeFactor } of entries) {
        for (const price of [stopLoss, ...takeProfits.map((one) => one.price)]) {
          expect(Number.isSafeInteger(price) && price > 0).toBe(true);
        }
        expect(Number.isInteger(leverage) && leverage >= 1).toBe(true);
        expect(risk > 0n && risk < 10n ** 10n && sizeFactor > 0n && sizeFactor <= 10n ** 10n).toBe(true);
      }
    });

    it('moves a stop only towards profit and never across the price', () => {
      steps.forEach(({ view, intents }, i) => {
        for (const intent of intents) {
          if (intent.kind !== 'move-stop' || view.position === undefined) continue;
          const side = direction(intent.positionSide);
          expect(Number.isSafeInteger(intent.stopLoss)).toBe(true);
          expect(side * (intent.stopLoss - (view.position.stopLoss ?? -side * 1e12))).toBeGreaterThan(0);
          expect(side * ((bars[i] as Candle).close - intent.stopLoss)).toBeGreaterThan(0);
        }
      });
    });
  });
}
