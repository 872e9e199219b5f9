import { describe, expect, it } from 'vitest';
import { orderOf, viewOf } from '../../../test/conformance/describe-rule.ts';
import { InvariantError, lots, type OrderRequest } from '../../domain/index.ts';
import type { Venue } from '../../ports/index.ts';
import type { Approved } from './approved.ts';
import { approveClose, checkEntry } from './gate.ts';

describe('the risk gate', () => {
  it('approves the very order that it was shown', () => {
    const order = orderOf();
    expect(checkEntry(order, viewOf())).toEqual({ ok: true, order });
  });

  it('refuses by the name of the first rule, what a person did before arithmetic', () => {
    const wish = orderOf({ leverage: 99, stopLoss: undefined });
    expect(checkEntry(wish, viewOf({ isPaused: true }))).toMatchObject({ ok: false, rule: 'paused' });
    expect(checkEntry(wish, viewOf())).toMatchObject({
      ok: false,
      rule: 'max-leverage',
      details: { limit: 20, wanted: 99 },
    });
  });

  it('lets every close pass, whatever the state of the account', () => {
    const close = orderOf({ intent: 'close' });
    expect(approveClose(close)).toBe(close);
  });

  it('is not fooled by a wrong door: an entry as a close, a close as an entry, a close of nothing', () => {
    expect(() => approveClose(orderOf())).toThrow(InvariantError);
    expect(() => approveClose(orderOf({ intent: 'close', size: lots(0) }))).toThrow(InvariantError);
    expect(() => checkEntry(orderOf({ intent: 'close' }), viewOf())).toThrow(InvariantError);
  });

  it('is the only maker of an approved order: anything else is a type error', () => {
    const plain: OrderRequest = orderOf();
    // @ts-expect-error an order that the gate has not seen
    const approved: Approved<OrderRequest> = plain;
    // @ts-expect-error nor does a venue take one
    const send = (venue: Venue) => venue.submit(plain);
    expect([approved, send]).toHaveLength(2);
  });
});
