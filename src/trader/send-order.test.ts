import { describe, expect, test } from 'vitest';
import { lostAnswer } from '../bitget/index.ts';
import { InvariantError, lots, type OrderReport, type OrderRequest } from '../domain/index.ts';
import { approveClose } from '../kernel/index.ts';
import type { Sent, Venue } from '../ports/index.ts';
import { sendOrder } from './send-order.ts';

const order: OrderRequest = {
  clientOid: 's-1',
  symbol: 'BTCUSDT',
  intent: 'close',
  positionSide: 'long',
  type: 'market',
  price: undefined,
  size: lots(1),
  timeInForce: 'ioc',
  marginMode: 'isolated',
  leverage: 1,
  stopLoss: undefined,
  takeProfit: undefined,
};

const report = { orderId: '77', status: 'filled' } as OrderReport;
const silence = lostAnswer('order', 'timeout', { says: 'no answer' });
type Word = OrderReport | 'absent' | Error;

/** A venue that gives this answer, and then these words when it is asked; the last one again and again. */
function venueOf(sent: Sent, words: readonly Word[] = []) {
  const asked: string[] = [];
  let sends = 0;
  const venue = {
    submit: () => {
      sends++;
      return Promise.resolve(sent);
    },
    order: (symbol: string, clientOid: string) => {
      const word = words[Math.min(asked.length, words.length - 1)];
      asked.push(`${symbol} ${clientOid}`);
      return word instanceof Error ? Promise.reject(word) : Promise.resolve(word);
    },
  } as unknown as Venue;
  return { venue, asked, sends: () => sends };
}

const lost: Sent = { outcome: 'unknown', reason: 'no answer' };
const place = (venue: Venue) => sendOrder(venue, approveClose(order), 0);

describe('an order', () => {
  test('that is received asks nothing more', async () => {
    const { venue, asked } = venueOf({ outcome: 'accepted', id: '5' });
    expect(await place(venue)).toEqual({ orderId: '5', status: 'received' });
    expect(asked).toEqual([]);
  });

  test.each(['rejected', 'not-sent'] as const)('that is %s says so, with what helps', async (outcome) => {
    const { venue, asked } = venueOf({ outcome, code: '40762', message: 'too large' });
    const error = { code: '40762', outcome, clientOid: 's-1', hint: expect.stringMatching(/Lower the size/) };
    await expect(place(venue)).rejects.toMatchObject(error);
    expect(asked).toEqual([]);
  });

  test.each([
    ['at once', [report], 1],
    ['after silence and two times of not knowing', [silence, 'absent', 'absent', report], 4],
  ] as const)('whose answer was lost is found %s, and sent once', async (_, words, questions) => {
    const { venue, asked, sends } = venueOf(lost, words);
    expect(await place(venue)).toEqual({ orderId: '77', status: 'filled' });
    expect(asked).toEqual(Array(questions).fill('BTCUSDT s-1'));
    expect(sends()).toBe(1);
  });

  test('that the exchange has three times never heard of did not arrive', async () => {
    const { venue, asked } = venueOf(lost, ['absent']);
    await expect(place(venue)).rejects.toMatchObject({ code: 'never-arrived', outcome: 'not-sent' });
    expect(asked).toHaveLength(3);
  });

  test('of which nobody tells stays unknown', async () => {
    const { venue, sends } = venueOf(lost, [silence]);
    const error = { code: 'unknown', outcome: 'unknown', message: expect.stringMatching(/ask for it as s-1/) };
    await expect(place(venue)).rejects.toMatchObject(error);
    expect(sends()).toBe(1);
  });

  test('lets a broken invariant through', async () => {
    await expect(place(venueOf(lost, [new InvariantError('broken')]).venue)).rejects.toThrow(InvariantError);
  });
});
