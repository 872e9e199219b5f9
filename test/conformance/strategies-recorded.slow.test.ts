/**
 * Every strategy over the recorded markets: it trades, both ways, and what comes later changes no earlier decision.
 * Needs the recordings in `../shared/data`; where they are absent this says so in one line and does nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../src/adapters/config/index.ts';
import { loadCandles, runBacktest } from '../../src/backtest/index.ts';
import { money, toJson } from '../../src/domain/index.ts';
import { sessionConfig } from '../../src/main/session-config.ts';
import { strategies, strategyByName } from '../../src/strategies/index.ts';
import { sayLack } from '../support/say-lack.ts';

const RECORDED = join(import.meta.dirname, '../../../shared/data');
const DAY_MS = 86_400_000;
/** Days after which the markets end early. */
const CUTS = [9, 30];

const isThere = sayLack(existsSync(RECORDED), `no recorded markets in ${RECORDED}`);

type Line = { readonly at: number; readonly effects: string };

describe.skipIf(!isThere)('on recorded markets', () => {
  const archive = isThere ? loadCandles(RECORDED) : undefined;

  /** What the run did, step by step, until `to`. */
  function run(profile: string, to?: number) {
    if (!archive) throw new RangeError('no recorded markets');
    const source = archive.source({ to });
    const symbols = source.instruments.map(({ symbol }) => symbol);
    const wish = { mode: 'backtest', tag: 'vp', symbols, profile, timeframe: undefined, params: {} } as const;
    const lines: Line[] = [];
    const ended = runBacktest({
      source,
      config: sessionConfig(readEnv({}), wish),
      strategies: strategyByName,
      balance: money('10000'),
      onStep: ({ event, effects }) => {
        if (effects.length > 0) lines.push({ at: event.at, effects: toJson(effects) });
      },
    });
    return { lines, ended };
  }

  it.each(strategies.map(({ name }) => name))('%s trades both ways and does not look ahead', (profile) => {
    const whole = run(profile);
    expect(whole.ended.closed.long).toBeGreaterThan(5);
    expect(whole.ended.closed.short).toBeGreaterThan(5);
    expect(whole.ended.kernel.state.portfolio.results.trades).toBeGreaterThanOrEqual(20);
    for (const days of CUTS) {
      const cut = (archive?.startAt ?? 0) + days * DAY_MS;
      const before = (lines: readonly Line[]): readonly Line[] => lines.filter(({ at }) => at < cut);
      const past = before(run(profile, cut).lines);
      expect(past.length).toBeGreaterThan(10);
      expect(past).toEqual(before(whole.lines));
    }
  });
});
