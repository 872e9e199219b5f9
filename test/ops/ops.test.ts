/** What the dashboard and the rules of ops/ ask of a run is what a run gives; and both are well formed. */
import { describe, expect, test } from 'vitest';
import { ApartMonitor, RunMonitor } from '../../src/adapters/metrics/index.ts';
import { reading } from '../../src/adapters/metrics/testing/reading.ts';
import { dashboard, expressions, opsFile, rules } from '../support/ops-files.ts';
import { readPromql } from '../support/promql.ts';

const run = new RunMonitor({
  build: { version: '0', mode: 'demo', network: 'embedded' },
  read: async () => reading,
  probe: async () => undefined,
  areServicesApart: true,
});
const monitor = new ApartMonitor({ run, silentMs: () => 40 });
const { text } = await monitor.metrics();
const kinds = new Map(
  [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind] as const),
);

/** The name under which a metric is declared: a histogram's samples have endings of their own. */
const declared = (metric: string): string =>
  metric.replace(/_(bucket|sum|count)$/, (end) => (kinds.has(metric) ? end : ''));

describe('expressions', () => {
  test('there are many', () => expect(expressions.length).toBeGreaterThan(70));

  test.each(expressions)('$where: $text', ({ text: expression }) => {
    for (const { metric } of readPromql(expression)) {
      if (metric === '' || metric === 'up') continue;
      expect(kinds.has(declared(metric)), `${metric} is a metric of a run`).toBe(true);
    }
  });

  test('counters are asked for their growth, and nothing else is', () => {
    const wrong = expressions.flatMap(({ text: expression }) =>
      readPromql(expression)
        .filter(({ metric }) => metric.startsWith('viper_'))
        .filter(({ metric, hasRange }) => kinds.get(declared(metric)) !== 'gauge' && !hasRange)
        .map(({ metric }) => `${expression}: ${metric} without a range`),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    'sum(rate(viper_fills_total[5m])',
    'rate(viper_fills_total)',
    'viper_fills_total[5m] > 1',
    'unheard_of(viper_equity_usdt)',
    'viper_equity_usdt{state="a"',
    'viper_equity_usdt viper_balance_usdt',
    'sum by (le rate(x[5m]))',
  ])('what is no PromQL is told: %s', (expression) => {
    expect(() => readPromql(expression)).toThrow(SyntaxError);
  });
});

describe('alert rules', () => {
  test.each(rules)('$alert has an expression, a severity and words for a person', ({ expr, lines }) => {
    const whole = lines.join('\n');
    expect(expr).toBeDefined();
    expect(whole).toMatch(/labels: \{ severity: (warning|critical) \}/);
    expect(whole).toMatch(/^ {10}summary: \S/m);
    expect(whole).toMatch(/^ {10}description: \S/m);
  });

  test('each is explained to who has to look', () => {
    const guide = opsFile('../docs/guides/operating.md');
    expect(rules.filter(({ alert }) => !guide.includes(`\`${alert}\``)).map(({ alert }) => alert)).toEqual([]);
  });

  test('have names of their own, and no tab', () => {
    const names = rules.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    expect(opsFile('prometheus/alerts.yml')).not.toContain('\t');
  });
});

describe('dashboard', () => {
  test('panels have ids of their own and do not overlap', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [i, { gridPos: a, title }] of panels.entries()) {
      expect(a.x + a.w, title).toBeLessThanOrEqual(24);
      for (const { gridPos: b, title: other } of panels.slice(i + 1)) {
        const isApart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect(isApart, `${title} and ${other}`).toBe(true);
      }
    }
  });
});
