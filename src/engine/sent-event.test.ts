import { describe, expect, it } from 'vitest';
import { reportOf, requestOf, triggerOf, triggerReportOf } from '../../test/support/orders.ts';
import { ticks } from '../domain/index.ts';
import type { Approved } from '../kernel/index.ts';
import type { Sent } from '../ports/index.ts';
import { type Request, sentEvent } from './sent-event.ts';

const NOW = 5_000;
const order = requestOf() as Approved<ReturnType<typeof requestOf>>;
const trigger = triggerOf();
const submit: Request = { type: 'submit-order', order };
const place: Request = { type: 'place-trigger', trigger };
const requests: readonly Request[] = [
  { type: 'cancel-order', symbol: 'BTCUSDT', clientOid: 'test-e1' },
  { type: 'move-trigger', symbol: 'BTCUSDT', triggerId: '7', clientOid: '', triggerPrice: ticks(1), size: undefined },
  { type: 'cancel-trigger', symbol: 'BTCUSDT', triggerId: '7', clientOid: '' },
];
const amend: Request = { type: 'amend-order', symbol: 'BTCUSDT', order };
const amendSent = { type: 'amend-sent', clientOid: 'test-e1' };
const leverage: Request = { type: 'set-leverage', symbol: 'BTCUSDT', leverage: 7, marginMode: 'isolated' };
const noLeverage = { type: 'request-failed', request: 'set-leverage', symbol: 'BTCUSDT' };

const accepted: Sent = { outcome: 'accepted', id: '9' };
const rejected: Sent = { outcome: 'rejected', code: '40762', message: 'balance' };
const notSent: Sent = { outcome: 'not-sent', code: 'limit', message: 'too fast' };
const unknown: Sent = { outcome: 'unknown', reason: 'timeout' };

describe('what an answer means', () => {
  it.each<[string, Request, Sent, object]>([
    [
      'an order accepted',
      submit,
      accepted,
      { type: 'order', report: reportOf(order, { orderId: '9', updatedAt: NOW }) },
    ],
    ['a change accepted', amend, accepted, amendSent],
    ['a change without an answer', amend, unknown, amendSent],
    [
      'a change rejected',
      amend,
      rejected,
      {
        type: 'request-failed',
        request: 'amend-order',
        symbol: 'BTCUSDT',
        code: '40762',
        details: { message: 'balance', clientOid: 'test-e1' },
      },
    ],
    ['a leverage accepted', leverage, accepted, { type: 'leverage-set', symbol: 'BTCUSDT', leverage: 7 }],
    ['a leverage rejected', leverage, rejected, { ...noLeverage, code: '40762', details: { message: 'balance' } }],
    ['a leverage not sent', leverage, notSent, { ...noLeverage, code: 'limit', details: { message: 'too fast' } }],
    [
      'a leverage without an answer',
      leverage,
      unknown,
      { ...noLeverage, code: 'unknown', details: { message: 'timeout' } },
    ],
    [
      'an order rejected',
      submit,
      rejected,
      { type: 'order-rejected', clientOid: 'test-e1', code: '40762', message: 'balance' },
    ],
    [
      'an order not sent',
      submit,
      notSent,
      { type: 'order-rejected', clientOid: 'test-e1', code: 'not-sent', message: 'too fast' },
    ],
    ['an order without answer', submit, unknown, { type: 'outcome-unknown', clientOid: 'test-e1', reason: 'timeout' }],
    [
      'a trigger accepted',
      place,
      accepted,
      { type: 'trigger', report: triggerReportOf(trigger, { triggerId: '9', updatedAt: NOW }) },
    ],
    [
      'a trigger rejected',
      place,
      rejected,
      { type: 'trigger-rejected', clientOid: 'test-s1', code: '40762', message: 'balance' },
    ],
    [
      'a trigger not sent',
      place,
      notSent,
      { type: 'trigger-rejected', clientOid: 'test-s1', code: 'not-sent', message: 'too fast' },
    ],
    ['a trigger without answer', place, unknown, { type: 'outcome-unknown', clientOid: 'test-s1', reason: 'timeout' }],
  ])('%s', (_name, request, answer, event) => {
    expect(sentEvent(request, answer, NOW)).toEqual({ at: NOW, ...event });
  });

  it.each(requests.map((request) => [request.type, request] as const))(
    'of a %s that was accepted the venue tells, any other is told',
    (type, request) => {
      expect(sentEvent(request, accepted, NOW)).toBeUndefined();
      const failed = { type: 'request-failed', at: NOW, request: type, symbol: 'BTCUSDT' };
      const told = (sent: Sent, code: string, message: string) =>
        expect(sentEvent(request, sent, NOW)).toEqual({ ...failed, code, details: { message } });
      told(rejected, '40762', 'balance');
      told(notSent, 'limit', 'too fast');
      told(unknown, 'unknown', 'timeout');
    },
  );
});
