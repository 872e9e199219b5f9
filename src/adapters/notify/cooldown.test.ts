/** Cooldowns: nothing critical is kept back, nothing comes too early, nothing is lost from the counts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertLevel } from '../../ports/index.ts';
import { type Alert, alertOf } from './alert.ts';
import { Cooldown, type Emission } from './cooldown.ts';

const COOLDOWN_MS = { risk: 1_000, action: 300, performance: 500, health: 2_000 };

const alert = (code: string, level: AlertLevel, symbol: string): Alert =>
  alertOf({ code, level, at: 0, details: { symbol } });

const step = fc.record({
  waitMs: fc.integer({ min: 0, max: 700 }),
  code: fc.constantFrom('candle-gap', 'outcome-unknown', 'paused', 'trade-closed'),
  level: fc.constantFrom<AlertLevel>('info', 'warning', 'critical'),
  symbol: fc.constantFrom('BTCUSDT', 'ETHUSDT'),
  isTick: fc.boolean(),
});

type Told = Emission & { readonly at: number };

describe('a cooldown', () => {
  it('lets every critical alert pass, keeps others apart, and loses none from its counts', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const cooldown = new Cooldown(COOLDOWN_MS);
        const told: Told[] = [];
        let now = 1_000_000;
        for (const { waitMs, code, level, symbol, isTick } of steps) {
          now += waitMs;
          if (isTick) told.push(...cooldown.due(now).map((emission) => ({ ...emission, at: now })));
          const one = alert(code, level, symbol);
          const emission = cooldown.offer(one, now);
          if (level === 'critical') expect(emission?.alert).toBe(one);
          if (emission) told.push({ ...emission, at: now });
        }
        checkDistances(told);
        const counted = (emissions: readonly Emission[]): number =>
          emissions.reduce((sum, { more }) => sum + 1 + more, 0);
        expect(counted(told) + counted(cooldown.flush(now))).toBe(steps.length);
      }),
      { numRuns: 300 },
    );
  });

  it('tells the last one that it kept back when the time has come, with how many there were', () => {
    const cooldown = new Cooldown(COOLDOWN_MS);
    const [first, second, third] = [1, 2, 3].map(() => alert('candle-gap', 'warning', 'BTCUSDT')) as [
      Alert,
      Alert,
      Alert,
    ];
    expect(cooldown.offer(first, 0)).toMatchObject({ alert: first, more: 0 });
    expect([cooldown.offer(second, 100), cooldown.offer(third, 200)]).toEqual([undefined, undefined]);
    expect(cooldown.due(1_999)).toEqual([]);
    expect(cooldown.due(2_000)).toEqual([{ alert: third, more: 1, sinceMs: 2_000 }]);
    expect(cooldown.due(9_000)).toEqual([]);
  });

  it('of 0 keeps nothing back', () => {
    const cooldown = new Cooldown({ risk: 0, action: 0, performance: 0, health: 0 });
    expect([1, 2, 3].map(() => cooldown.offer(alert('paused', 'info', ''), 5)?.more)).toEqual([0, 0, 0]);
  });
});

/** Two of one code and subject, the later not critical, are at least a cooldown apart. */
function checkDistances(told: readonly Told[]): void {
  const last = new Map<string, number>();
  for (const { alert: one, at } of told) {
    const key = `${one.code} ${one.subject}`;
    const before = last.get(key);
    if (one.level !== 'critical' && before !== undefined)
      expect(at - before).toBeGreaterThanOrEqual(COOLDOWN_MS[one.group]);
    last.set(key, at);
  }
}
