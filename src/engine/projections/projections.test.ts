import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { of, sent } from '../../../test/support/kernel-run.ts';
import { shownLong, shownRun } from '../../../test/support/shown-run.ts';
import { SIGNAL } from '../../../test/support/signal-strategy.ts';
import { lots, money, ticks } from '../../domain/index.ts';
import type { LiveMessage } from '../api.ts';
import { Ring } from './ring.ts';

describe('the views', () => {
  it('have no status before the session, and the state of the engine after', () => {
    const { run, projections } = shownRun();
    expect(() => projections.status()).toThrow(RangeError);
    run.session();
    run.reconcile();
    projections.setState('running');
    expect(projections.status()).toMatchObject({
      state: 'running',
      balance: '10000',
      equity: '10000',
      openPositions: 0,
      refusals: {},
    });
    run.command({ kind: 'pause' });
    expect(projections.status().state).toBe('paused');
  });

  it('tell when the account was compared with the venue, and when that is late', () => {
    const { run, projections } = shownRun({ reconcileEveryMs: 30_000 });
    run.session();
    expect(projections.status()).toMatchObject({ accountAt: undefined, isAccountStale: true });
    run.reconcile();
    const accountAt = run.at;
    expect(projections.status()).toMatchObject({ accountAt, isAccountStale: true });
    projections.setState('running');
    run.say({ type: 'alarm', name: 'bills' }, 120_000);
    expect(projections.status()).toMatchObject({ accountAt, isAccountStale: false });
    run.say({ type: 'alarm', name: 'bills' }, 1);
    expect(projections.status()).toMatchObject({ accountAt, isAccountStale: true });
    run.reconcile();
    expect(projections.status()).toMatchObject({ accountAt: run.at, isAccountStale: false });
    projections.setState('failed');
    expect(projections.status().isAccountStale).toBe(true);
  });

  it('in step with the market show the account of the last step', () => {
    const { run, projections } = shownRun();
    run.session();
    run.reconcile();
    projections.setState('running');
    run.say({ type: 'alarm', name: 'bills' }, 3_600_000);
    expect(projections.status()).toMatchObject({ accountAt: run.at, isAccountStale: false });
  });

  it('know which notices were put aside, by the journal alone', () => {
    const { run, projections } = shownRun();
    run.session();
    run.command({ kind: 'pause' }, 'a');
    run.command({ kind: 'clear-alerts' }, 'b');
    run.command({ kind: 'resume' }, 'c');
    const { alertsClearedSeq } = projections.status();
    const open = projections.notices(10).filter(({ seq }) => seq > alertsClearedSeq);
    expect(open.map(({ code }) => code)).toEqual(['resumed']);
  });

  it('show limits and leverages that were set by hand', () => {
    const { run, projections } = shownRun();
    run.session();
    run.command({ kind: 'tighten-limits', limits: { leverageMax: 4 } });
    run.say({ type: 'leverage-set', symbol: 'BTCUSDT', leverage: 3 });
    expect(projections.risk()).toMatchObject({
      limits: { leverageMax: 4 },
      tightened: ['leverageMax'],
      leverages: { BTCUSDT: 3 },
    });
  });

  it('show a position with its entry, its stop and its targets, in exact text', () => {
    const { run, projections } = shownLong();
    run.candle(100_500);
    expect(projections.positions()).toMatchObject([
      {
        symbol: 'BTCUSDT',
        side: 'long',
        size: '0.893',
        entryPrice: '10000',
        markPrice: '10050',
        unrealizedPnl: '44.65',
        leverage: 10,
        stopLoss: '9900',
        takeProfits: [
          { price: '10100', size: '0.357' },
          { price: '10200', size: '0.357' },
          { price: '10300', size: '0.179' },
        ],
      },
    ]);
    expect(projections.orders().map(({ type, status }) => `${type} ${status}`)).toEqual([
      'take-profit live',
      'take-profit live',
      'take-profit live',
      'stop-loss live',
      'market filled',
    ]);
  });

  it('show an order as the same row until it changes', () => {
    const { run, projections } = shownRun();
    run.session();
    run.reconcile();
    const entry = sent(run.candle(100_000, SIGNAL.long));
    const entryRow = () => projections.orders().find(({ clientOid }) => clientOid === entry.clientOid);
    const pending = entryRow();
    expect(pending).toMatchObject({ type: 'market', status: 'pending', filled: '0' });
    run.candle(100_500);
    expect(entryRow()).toBe(pending);
    run.fill(entry);
    expect(entryRow()).toMatchObject({ type: 'market', status: 'filled', filled: '0.893' });
  });

  it('know what a fill meant', () => {
    const { run, projections } = shownLong();
    run.foreignFill({ intent: 'close', size: lots(357), price: ticks(101_000), profit: money('35.7') });
    run.foreignFill({ intent: 'close', size: lots(536), price: ticks(98_990), profit: money('-54') });
    expect(projections.fills({ limit: 9 }).map(({ kind }) => kind)).toEqual(['entry', 'take-profit', 'stop-loss']);
    expect(projections.fills({ symbol: 'ETHUSDT', limit: 9 })).toEqual([]);
    expect(projections.fills({ limit: 1 })).toHaveLength(1);
  });

  it('show a fill once, whichever way it comes', () => {
    const { run, projections } = shownLong();
    const [row] = projections.fills({ limit: 1 });
    run.reconcile({ fills: [{ ...fillAgain, tradeId: row?.tradeId ?? '' }] });
    expect(projections.fills({ limit: 9 })).toHaveLength(1);
  });

  it('page through the journal without the market', () => {
    const { projections } = shownLong();
    const rows = projections.journal({ limit: 100 });
    expect(rows.map(({ type }) => type)).toEqual([
      'session',
      'reconciled',
      'fill',
      'trigger',
      'trigger',
      'trigger',
      'trigger',
    ]);
    const after = rows[1]?.seq ?? 0;
    expect(projections.journal({ after, limit: 2 })).toEqual(rows.slice(2, 4));
  });

  it('call the market stale when it is silent for a minute and a half', () => {
    const { run, projections } = shownLong();
    projections.setState('running');
    run.at += 90_000 - 5_000;
    expect(projections.status().isStale).toBe(false);
    run.at += 5_001;
    expect(projections.status().isStale).toBe(true);
  });

  it('push what happens, and outlive a listener that fails', () => {
    const { run, projections, errors } = shownLong();
    const heard: LiveMessage[] = [];
    projections.subscribe(() => {
      throw new Error('broken listener');
    });
    const leave = projections.subscribe((message) => void heard.push(message));
    const effects = run.foreignFill({ intent: 'close', size: lots(893), profit: money('1') });
    projections.publishChanges();
    expect(heard.map(({ topic }) => topic)).toEqual([
      'fill',
      'equity',
      'notice',
      'notice',
      'journal',
      'positions',
      'orders',
      'status',
    ]);
    expect([of(effects, 'notice').length, errors.length]).toEqual([2, heard.length]);
    leave();
    run.candle();
    expect(heard).toHaveLength(8);
  });
});

const fillAgain = {
  orderId: 'o1',
  clientOid: 'test-e1',
  symbol: 'BTCUSDT',
  intent: 'open',
  positionSide: 'long',
  price: ticks(100_000),
  size: lots(893),
  fee: money('0.6'),
  profit: money('0'),
  liquidity: 'taker',
  at: 0,
} as const;

describe('a ring', () => {
  it('gives the newest, oldest first, and never more than its size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(70),
        (items, size, count) => {
          const ring = new Ring<number>(size);
          for (const item of items) ring.push(item);
          const wanted = Math.min(count, size);
          expect(ring.last(count)).toEqual(wanted === 0 ? [] : items.slice(-wanted));
          expect(ring.newest).toBe(items.at(-1));
        },
      ),
    );
  });
});
