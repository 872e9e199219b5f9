import { describe, expect, it } from 'vitest';
import { type Bill, type Fill, lots, money, ticks } from '../../domain/index.ts';
import { OVERLAP_MS } from './booked-ids.ts';
import { Ledger } from './ledger.ts';

const START = 1_700_000_000_000;

const fill = (tradeId: string, at: number): Fill => ({
  tradeId,
  orderId: `o${tradeId}`,
  clientOid: '',
  symbol: 'BTCUSDT',
  intent: 'close',
  positionSide: 'long',
  price: ticks(100),
  size: lots(1),
  fee: money('0.1'),
  profit: money('1'),
  liquidity: 'taker',
  at,
});

const bill = (billId: string, at: number): Bill => ({
  billId,
  kind: 'funding',
  symbol: 'BTCUSDT',
  amount: money('-2'),
  at,
});

const opened = (): Ledger => {
  const ledger = new Ledger();
  ledger.open({ balance: money('1000'), fills: [fill('before', START - 10)], bills: [] }, START);
  return ledger;
};

describe('what the venue is asked for', () => {
  it('starts at the last listed fill, and a pushed newer fill does not hide an older one', () => {
    const ledger = opened();
    ledger.bookFill(fill('pushed', START + 300_000));
    expect(ledger.questions().fillsSince).toBe(START - OVERLAP_MS);
    expect(ledger.bookFill(fill('missed', START + 100_000))).toBe(true);
  });

  it('moves on with what the venue has listed', () => {
    const ledger = opened();
    ledger.completeFills([fill('a', START + 100_000), fill('b', START + 200_000)]);
    expect(ledger.questions().fillsSince).toBe(START + 200_000 - OVERLAP_MS);
  });

  it('moves on with each bill, which come in order', () => {
    const ledger = opened();
    ledger.bookBill(bill('1', START + 500_000));
    expect(ledger.questions().billsSince).toBe(START + 500_000 - OVERLAP_MS);
  });
});

describe('the balance', () => {
  it('counts a fill and a bill once, and nothing that was done before the books were opened', () => {
    const ledger = opened();
    for (const repeat of [1, 2, 3]) {
      expect(ledger.bookFill(fill('1', START + 1))).toBe(repeat === 1);
      expect(ledger.bookBill(bill('1', START + 2))).toBe(repeat === 1);
    }
    expect(ledger.bookFill(fill('before', START - 10))).toBe(false);
    expect(ledger.balance).toBe(money('998.9'));
    expect(ledger.state.fills).toBe(1);
  });

  it('knows every repeat that a question can bring, however many fills there were', () => {
    const ledger = opened();
    const count = 5_000;
    for (let i = 0; i < count; i++) ledger.bookFill(fill(`${i}`, START + i * 1_000));
    ledger.completeFills([fill(`${count - 1}`, START + (count - 1) * 1_000)]);
    const restored = new Ledger(ledger.save());
    const { fillsSince } = restored.questions();
    for (let i = 0; i < count; i++) {
      const again = fill(`${i}`, START + i * 1_000);
      if (again.at >= fillsSince) expect(restored.bookFill(again)).toBe(false);
    }
    expect(restored.balance).toBe(ledger.balance);
  });
});
