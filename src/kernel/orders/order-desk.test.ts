import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillOf } from '../../../test/support/fills.ts';
import { reportOf, requestOf } from '../../../test/support/orders.ts';
import { canBecome, isTerminal, lots, type OrderReport, type OrderStatus } from '../../domain/index.ts';
import { OrderDesk } from './order-desk.ts';

const OID = 'test-e1';
const request = requestOf();

function deskWith(status: OrderStatus = 'pending'): OrderDesk {
  const desk = new OrderDesk();
  desk.add({ request, plan: undefined, requestId: 'r1' }, 1_000);
  if (status === 'live' || status === 'partially-filled') desk.applyReport(reportOf(request, { status }), 1_000);
  else if (status !== 'pending') desk.setStatus(OID, status, 1_000);
  return desk;
}

const report = (filled: number, status: OrderReport['status']): OrderReport =>
  reportOf(request, { filled: lots(filled), status });
const fill = (tradeId: string, size: number) => fillOf({ tradeId, clientOid: OID, size: lots(size) });

describe('the order desk', () => {
  it('counts fills and reports of the same lots once, whichever comes first', () => {
    const parts = [50, 30, 20];
    const news = parts.flatMap((size, i) => {
      const filled = parts.slice(0, i + 1).reduce((sum, part) => sum + part, 0);
      return [{ fill: fill(`${i}`, size) }, { report: report(filled, filled === 100 ? 'filled' : 'partially-filled') }];
    });
    fc.assert(
      fc.property(fc.shuffledSubarray(news), (heard) => {
        const desk = deskWith();
        let booked = 0;
        let told = 0;
        for (const word of heard) {
          if ('fill' in word && word.fill) {
            booked += word.fill.size;
            desk.applyFill(word.fill);
          } else if ('report' in word && word.report) {
            told = Math.max(told, word.report.filled);
            desk.applyReport(word.report, 2_000);
          }
          const order = desk.get(OID);
          expect(order?.filled).toBe(Math.max(booked, told));
          expect(order?.status === 'filled').toBe(order?.filled === 100);
        }
      }),
    );
  });

  it('a rest that is canceled after a partial fill leaves the order canceled at what was filled', () => {
    const desk = deskWith('live');
    desk.applyReport(report(50, 'partially-filled'), 2_000);
    desk.applyFill(fill('1', 50));
    desk.applyReport(report(50, 'canceled'), 3_000);
    expect(desk.get(OID)).toMatchObject({ status: 'canceled', filled: 50 });
    expect([...desk.open()]).toEqual([]);
  });

  const words: [string, (desk: OrderDesk) => unknown][] = [
    ['a late "live"', (desk) => desk.applyReport(report(0, 'live'), 9_000)],
    ['a late "filled"', (desk) => desk.applyReport(report(100, 'filled'), 9_000)],
    ['a late "canceled"', (desk) => desk.applyReport(report(0, 'canceled'), 9_000)],
    ['a late "unknown"', (desk) => desk.setStatus(OID, 'unknown', 9_000)],
    ['a late "absent"', (desk) => desk.setStatus(OID, 'absent', 9_000)],
    ['a late "rejected"', (desk) => desk.setStatus(OID, 'rejected', 9_000)],
  ];
  const ends: OrderStatus[] = ['filled', 'canceled', 'rejected', 'absent'];

  it.each(ends.flatMap((end) => words.map(([name, say]) => [name, end, say] as const)))(
    '%s changes nothing once the order is %s',
    (_name, end, say) => {
      const desk = deskWith(end);
      const before = JSON.stringify(desk.save());
      expect(say(desk)).toBeUndefined();
      expect(JSON.stringify(desk.save())).toBe(before);
    },
  );

  it('hearing the same report twice tells nothing the second time', () => {
    const desk = deskWith();
    expect(desk.applyReport(report(50, 'partially-filled'), 2_000)).toMatchObject({
      status: 'partially-filled',
      filled: 50,
    });
    expect(desk.applyReport(report(50, 'partially-filled'), 3_000)).toBeUndefined();
    expect(desk.applyReport(report(10, 'live'), 3_000)).toBeUndefined();
  });

  it('follows the state machine under any sequence of words, and never forgets lots', () => {
    const word = fc.record({
      status: fc.constantFrom('live', 'partially-filled', 'filled', 'canceled', 'rejected', 'unknown', 'absent'),
      filled: fc.nat(100),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (sequence) => {
        const desk = deskWith();
        for (const { status, filled } of sequence) {
          const before = desk.get(OID);
          if (status === 'unknown' || status === 'absent' || status === 'rejected') desk.setStatus(OID, status, 2_000);
          else desk.applyReport(report(filled, status), 2_000);
          const after = desk.get(OID);
          if (!before || !after) throw new Error('the order is gone');
          expect(after.status === before.status || canBecome(before.status, after.status)).toBe(true);
          expect(after.filled).toBeGreaterThanOrEqual(before.filled);
          expect([...desk.open()].length).toBe(isTerminal(after.status) ? 0 : 1);
        }
      }),
    );
  });

  it('does not know what is not its own', () => {
    const desk = deskWith();
    expect(desk.applyReport(reportOf({ ...request, clientOid: 'other' }), 2_000)).toBeUndefined();
    expect(desk.applyFill(fillOf({ tradeId: '1' }))).toBeUndefined();
    expect(desk.setStatus('other', 'rejected', 2_000)).toBeUndefined();
  });

  it('finds what is under way by symbol, intent and side', () => {
    const desk = deskWith();
    expect(desk.find('BTCUSDT', 'open')?.request.clientOid).toBe(OID);
    expect(desk.find('BTCUSDT', 'open', 'long')?.request.clientOid).toBe(OID);
    for (const [symbol, intent, side] of [
      ['ETHUSDT', 'open', 'long'],
      ['BTCUSDT', 'close', 'long'],
      ['BTCUSDT', 'open', 'short'],
    ] as const) {
      expect(desk.find(symbol, intent, side)).toBeUndefined();
    }
  });

  it('keeps the last 500 finished orders, and counts all', () => {
    const desk = new OrderDesk();
    for (let i = 0; i < 600; i++) {
      desk.add({ request: { ...request, clientOid: `o${i}` }, plan: undefined, requestId: undefined }, i);
      desk.setStatus(`o${i}`, 'rejected', i);
    }
    expect([[...desk.finished()].length, desk.count]).toEqual([500, 600]);
    expect([desk.get('o99'), desk.get('o100')?.status]).toEqual([undefined, 'rejected']);
  });

  it('is in the way of a second entry until every fill of a finished one is booked', () => {
    const desk = deskWith('live');
    desk.applyReport(report(100, 'filled'), 2_000);
    const isUnderWay = () => desk.find(request.symbol, 'open', 'long') !== undefined;
    desk.applyFill(fill('1', 60));
    expect(isUnderWay()).toBe(true);
    desk.applyFill(fill('2', 40));
    expect(isUnderWay()).toBe(false);
  });

  it('waits for no fill after the venue has listed all of them', () => {
    const desk = deskWith('live');
    desk.applyReport(report(100, 'filled'), 2_000);
    desk.settleFinished();
    expect(desk.find(request.symbol, 'open')).toBeUndefined();
  });
});
