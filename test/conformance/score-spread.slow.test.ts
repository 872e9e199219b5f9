/**
 * The calibrated score over seven weeks of seven recorded perpetual futures: it uses its whole range, and above 75 lies
 * the top quartile; also where its quantiles were fitted to other weeks than it is held against.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BAR_LENGTHS, sampleMarkets, type TimedSample } from '../../scripts/score/sample-markets.ts';
import { overallScores, type Shares, shares } from '../../scripts/score/spread.ts';
import { DOCUMENTED_COSTS, fitCalibration } from '../../src/scoring/index.ts';
import { sayLack } from '../support/say-lack.ts';

const REAL = join(import.meta.dirname, '../../../shared/data');
const MODELS = ['book', 'tier'] as const;
const MINUTE_MS = 60_000;
/** Of more samples of one length every so many are scored. */
const SCORED_MAX = 1_000_000;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const textOf = ({ count, least, greatest, above75, below25 }: Shares): string =>
  `${count} scores from ${least} to ${greatest}, ${percent(above75)} above 75, ${percent(below25)} below 25`;

const bySymbol = (samples: readonly TimedSample[]): [string, TimedSample[]][] => {
  const symbols = [...new Set(samples.map(({ symbol }) => symbol))];
  return symbols.map((symbol) => [symbol, samples.filter((sample) => sample.symbol === symbol)]);
};

const isThere = sayLack(existsSync(REAL), `no recorded markets in ${REAL}`);

describe.skipIf(!isThere)('over recorded markets', () => {
  const samples = isThere ? sampleMarkets(REAL) : [];

  it.each(BAR_LENGTHS.flatMap((barMs) => MODELS.map((model) => [barMs / MINUTE_MS, model] as const)))(
    'bars of %d minutes, %s model: a quarter above 75, a quarter below 25, and both ends',
    (minutes, model) => {
      const all = samples.filter(({ barMs }) => barMs === minutes * MINUTE_MS);
      const every = Math.ceil(all.length / SCORED_MAX);
      const own = all.filter((_, i) => i % every === 0);
      const seen = shares(overallScores(own, { model }));
      console.log(`${minutes} min, ${model}: ${textOf(seen)}`);
      expect(seen.least).toBeLessThan(1);
      expect(seen.greatest).toBeGreaterThan(99);
      expect(seen.above75).toBeCloseTo(0.25, 2);
      expect(seen.below25).toBeCloseTo(0.25, 2);
    },
  );

  it('each symbol has a share of the top and of the bottom, by the hour', () => {
    for (const [symbol, own] of bySymbol(samples.filter(({ barMs }) => barMs === 60 * MINUTE_MS))) {
      const seen = shares(overallScores(own, { model: 'book' }));
      console.log(`60 min, book, ${symbol}: ${textOf(seen)}`);
      for (const share of [seen.above75, seen.below25]) expect(share > 0.15 && share < 0.35).toBe(true);
    }
  });

  it.each(MODELS)('fitted to the first half, it holds in the second: %s model', (model) => {
    const hourly = samples.filter(({ barMs }) => barMs === 60 * MINUTE_MS);
    const times = hourly.map(({ at }) => at).sort((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] as number;
    const fitted = fitCalibration(
      hourly.filter(({ at }) => at < middle),
      DOCUMENTED_COSTS,
    );
    const later = hourly.filter(({ at }) => at >= middle);
    const seen = shares(overallScores(later, { model, calibration: { [60 * MINUTE_MS]: fitted } }));
    console.log(`60 min, ${model}, out of sample: ${textOf(seen)}`);
    expect(later.length).toBeGreaterThan(3_000);
    for (const share of [seen.above75, seen.below25]) expect(share > 0.19 && share < 0.31).toBe(true);
    expect(seen.least).toBeLessThan(2);
    expect(seen.greatest).toBeGreaterThan(98);
  });
});
