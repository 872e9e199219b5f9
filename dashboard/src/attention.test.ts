import { describe, expect, it } from 'vitest';
import { attentionOf, failureOf, type Known } from './attention.ts';
import type { Overview } from './overview.ts';

const status = {
  state: 'running',
  mode: 'demo',
  at: 1_000_000,
  breaker: { state: 'closed', until: undefined, sizeFactor: '1', consecutiveLosses: 0 },
  isStale: false,
  accountAt: 999_000,
  isAccountStale: false,
  alertsClearedSeq: 0,
} as unknown as Overview['status'];

const position = {
  symbol: 'BTCUSDT',
  side: 'long',
  stopLoss: '1',
  openedAt: 0,
} as unknown as Overview['positions'][number];
const notice = (seq: number, level: 'info' | 'warning' | 'critical', code = 'stop-missing') => ({
  seq,
  at: seq,
  level,
  code,
  details: { symbol: 'BTCUSDT', positionSide: 'long' },
});

type Part = Partial<Omit<Overview, 'status'>> & { readonly status?: Partial<Overview['status']> };

const known = (part: Part = {}, others: Partial<Known> = {}): Known => ({
  overview: {
    positions: [],
    orders: [],
    notices: [],
    tickers: [],
    instruments: [],
    ...part,
    status: { ...status, ...part.status },
  },
  isConnected: true,
  strategies: [],
  limits: undefined,
  alerts: undefined,
  ...others,
});

const idsOf = (it: Known): string[] => attentionOf(it).map(({ severity, id }) => `${severity} ${id}`);

const delivery = (at: number, outcome: 'delivered' | 'again' | 'refused', reason?: string) => ({
  at,
  channel: 'telegram',
  code: 'fill',
  subject: '',
  level: 'warning' as const,
  outcome,
  attempts: 1,
  ...(reason !== undefined && { reason }),
});
const way = { channel: 'telegram', waiting: 0, delivered: 1, retried: 0, refused: 0, dropped: 0 };
const strategy = { name: 'scalper', timeframe: '1m', enabled: true, trades: 0, wins: 0 };

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    const alerts = { channels: [way], deliveries: [delivery(2, 'delivered'), delivery(1, 'again')], timestamp: 3 };
    const fine = known({ positions: [position], notices: [notice(1, 'info')] }, { strategies: [strategy], alerts });
    expect(attentionOf(fine)).toEqual([]);
  });

  it.each<[string, Known, string[]]>([
    [
      'a lost stream, and nothing that only a stream can tell',
      known({ status: { isStale: true } }, { isConnected: false }),
      ['critical stream-lost'],
    ],
    ['stale prices', known({ status: { isStale: true } }), ['critical stale']],
    ['an account that was not compared', known({ status: { isAccountStale: true } }), ['warning account-stale']],
    ['a failed engine', known({ status: { state: 'failed', isAccountStale: true } }), ['critical failed']],
    ['a stopped engine', known({ status: { state: 'stopped' } }), ['critical stopped']],
    ['a pause', known({ status: { state: 'paused' } }), ['warning paused']],
    [
      'a position without a stop',
      known({ positions: [{ ...position, stopLoss: undefined }] }),
      ['critical no-stop BTCUSDT long'],
    ],
    [
      'not one that was opened this moment',
      known({ positions: [{ ...position, stopLoss: undefined, openedAt: 999_999 }] }),
      [],
    ],
    [
      'an order whose answer is lost',
      known({ orders: [{ status: 'unknown' } as Overview['orders'][number]] }),
      ['warning unknown-orders'],
    ],
    [
      'a strategy that failed',
      known({}, { strategies: [{ ...strategy, enabled: false, failure: 'x is not defined' }] }),
      ['critical failed scalper'],
    ],
    ['a strategy that is off', known({}, { strategies: [{ ...strategy, enabled: false }] }), ['note strategies-off']],
    [
      'warnings that were not put aside',
      known({ notices: [notice(2, 'warning'), notice(1, 'info')] }),
      ['warning notices'],
    ],
    ['not those that were', known({ status: { alertsClearedSeq: 2 }, notices: [notice(2, 'critical')] }), []],
    ['not what has its own line', known({ notices: [notice(2, 'warning', 'paused')] }), []],
    [
      'live trading without alerts',
      known({ status: { mode: 'live' } }, { alerts: { channels: [], deliveries: [], timestamp: 0 } }),
      ['note no-alerts'],
    ],
  ])('tells %s', (_, it, ids) => {
    expect(idsOf(it)).toEqual(ids);
  });

  it('puts the worst first, and names the worst notice', () => {
    const it = known({
      status: { state: 'paused' },
      notices: [notice(3, 'warning', 'feed-gap'), notice(2, 'critical')],
    });
    expect(idsOf(it)).toEqual(['critical notices', 'warning paused']);
    expect(attentionOf(it)[0]?.text).toMatch(/A position had no stop-loss; it is being placed, BTCUSDT long.*1 more/);
  });

  it('names the way that is silent, since when, and why', () => {
    const deliveries = [
      delivery(5_000, 'again', 'timed out'),
      delivery(4_000, 'again', 'refused to connect'),
      delivery(3_000, 'delivered'),
    ];
    const alerts = { channels: [way], deliveries, timestamp: 6_000 };
    expect(failureOf('telegram', alerts)?.at).toBe(4_000);
    const [item] = attentionOf(known({}, { alerts }));
    expect([item?.id, item?.text]).toEqual([
      'silent telegram',
      expect.stringContaining('1970-01-01 00:00:04 UTC: refused to connect'),
    ]);
  });
});
