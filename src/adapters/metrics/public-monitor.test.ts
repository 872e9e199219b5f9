/** The monitor of a service without a run: what it finds of the exchange, of the clock and of what it keeps. */
import { describe, expect, test } from 'vitest';
import { type PublicReading, publicChecksOf } from './public-checks.ts';
import { PublicMonitor } from './public-monitor.ts';

const reading: PublicReading = {
  answeredMs: 200,
  clock: { offsetMs: 12, measuredMs: 4_000 },
  cache: { size: 3, ageMs: 2_000, isFailing: false, fresh: 5, stale: 1, asked: 4, failed: 1 },
};
const { cache } = reading;

describe('checks', () => {
  test.each<[string, Partial<PublicReading>, Partial<Record<'exchange' | 'clock' | 'cache', string>>]>([
    ['all is well', {}, { exchange: 'up', clock: 'up', cache: 'up' }],
    ['nothing was heard yet', { answeredMs: undefined, clock: undefined }, { exchange: 'down', clock: 'degraded' }],
    ['the exchange is silent', { answeredMs: 60_001 }, { exchange: 'down' }],
    ['the clock is wrong', { clock: { offsetMs: -1_001, measuredMs: 0 } }, { clock: 'degraded' }],
    ['nothing was asked yet', { cache: { ...cache, size: 0, ageMs: undefined } }, { cache: 'up' }],
    ['the exchange never answered', { cache: { ...cache, ageMs: undefined, isFailing: true } }, { cache: 'down' }],
    ['the exchange answers no more', { cache: { ...cache, isFailing: true } }, { cache: 'degraded' }],
    ['what is kept is too old', { cache: { ...cache, isFailing: true, ageMs: 300_001 } }, { cache: 'down' }],
  ])('%s', (_case, change, expected) => {
    const checks = publicChecksOf({ ...reading, ...change });
    for (const [name, status] of Object.entries(expected))
      expect(checks[name as keyof typeof checks], name).toMatchObject({ status, reason: expect.stringMatching(/\w/) });
  });
});

const monitorOf = (measureClock: () => Promise<void>): PublicMonitor =>
  new PublicMonitor({
    build: { version: '1', mode: 'public', network: 'mainnet' },
    rest: () => ({ waiting: 0, remaining: new Map(), clockOffsetMs: 1_500 }),
    cache: () => cache,
    books: () => ({ open: 3, synced: 2 }),
    measureClock,
  });

describe('the monitor', () => {
  test('asks once for all who ask, and not again while the answer is new', async () => {
    let asked = 0;
    const monitor: PublicMonitor = monitorOf(async () => {
      asked += 1;
      monitor.upstream.onExchange('public/time', 20, true);
    });
    const [checks] = await Promise.all([monitor.checks(), monitor.checks()]);
    await monitor.checks();
    expect(asked).toBe(1);
    expect(checks).toMatchObject({ exchange: { status: 'up' }, clock: { status: 'degraded' } });
    const { text } = await monitor.metrics();
    for (const line of [
      'viper_clock_offset_seconds 1.5',
      'viper_stream_books{state="waiting"} 1',
      'viper_market_cache_answers_total{kind="stale"} 1',
      'viper_market_cache_questions_total{outcome="failed"} 1',
      'viper_health_check{check="clock"} 0.5',
      'viper_sockets_up{stream="public"} 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toContain('private');
  });

  test('says down where the question fails, and tells no offset that it does not know', async () => {
    const monitor = monitorOf(() => Promise.reject(new Error('no way there')));
    expect(await monitor.checks()).toMatchObject({ exchange: { status: 'down' }, clock: { status: 'degraded' } });
    expect((await monitor.metrics()).text).not.toMatch(/^viper_clock_offset_seconds /m);
  });
});
