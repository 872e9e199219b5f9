import { BigNumber } from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billOf, fillOf } from '../../../test/support/fills.ts';
import { btc } from '../../../test/support/instruments.ts';
import { asMoney, type Bill, type Fill, fromJson, lots, money, ticks, toJson } from '../../domain/index.ts';
import { Portfolio, type PortfolioState } from './portfolio.ts';
import type { Position } from './position.ts';

const DAY = 86_400_000;
const OPENING = money('1000');

type Movement = { readonly fill: Fill } | { readonly bill: Bill };

const amount = (limit: bigint) => fc.bigInt({ min: -limit, max: limit }).map(asMoney);

/** Movements in order of time, some of them heard twice, over some days. */
const movements: fc.Arbitrary<Movement[]> = fc
  .array(
    fc.record({
      isBill: fc.boolean(),
      isOpen: fc.boolean(),
      isLong: fc.boolean(),
      price: fc.integer({ min: 90_000, max: 110_000 }),
      size: fc.integer({ min: 1, max: 9 }),
      cash: amount(10n ** 13n),
      fee: amount(10n ** 12n),
      kind: fc.constantFrom('funding' as const, 'transfer' as const, 'other' as const),
      wait: fc.nat(DAY / 3),
      repeats: fc.integer({ min: 1, max: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((rows) => {
    let at = DAY;
    return rows.flatMap((row, i): Movement[] => {
      at += row.wait;
      const movement: Movement = row.isBill
        ? { bill: billOf({ billId: `${i}`, kind: row.kind, amount: row.cash, at }) }
        : {
            fill: fillOf({
              tradeId: `${i}`,
              intent: row.isOpen ? 'open' : 'close',
              positionSide: row.isLong ? 'long' : 'short',
              price: ticks(row.price),
              size: lots(row.size),
              profit: row.isOpen ? money('0') : row.cash,
              fee: row.fee,
              at,
            }),
          };
      return Array.from({ length: row.repeats }, () => movement);
    });
  });

function fold(portfolio: Portfolio, all: readonly Movement[]): void {
  for (const movement of all) {
    if ('fill' in movement) portfolio.applyFill(movement.fill, btc);
    else portfolio.applyBill(movement.bill);
  }
}

/** The same results by plain decimal arithmetic, from the movements without their repeats. */
class Naive {
  balance = new BigNumber(OPENING.toString());
  wins = 0;
  losses = 0;
  day = 0;
  dayNet = new BigNumber(0);
  readonly open = new Map<string, { size: number; cost: BigNumber; net: BigNumber }>();

  add(movement: Movement): void {
    if ('bill' in movement) this.#addBill(movement.bill);
    else this.#addFill(movement.fill);
  }

  #addBill({ kind, amount: cash, at }: Bill): void {
    this.balance = this.balance.plus(cash.toString());
    if (kind === 'transfer') return;
    this.#addDay(at, new BigNumber(cash.toString()));
    const [first] = this.open.values();
    if (first) first.net = first.net.plus(cash.toString());
  }

  #addFill({ intent, positionSide, price, size, profit, fee, at }: Fill): void {
    const net = new BigNumber(profit.toString()).minus(fee.toString());
    this.balance = this.balance.plus(net);
    this.#addDay(at, net);
    const position = this.open.get(positionSide) ?? { size: 0, cost: new BigNumber(0), net: new BigNumber(0) };
    position.net = position.net.plus(net);
    const hadSize = position.size > 0;
    if (intent === 'open') {
      position.size += size;
      position.cost = position.cost.plus(new BigNumber(price).times(size).times(10 ** 8));
    } else if (hadSize) {
      const closed = Math.min(size, position.size);
      position.cost = position.cost.minus(position.cost.times(closed).idiv(position.size));
      position.size -= closed;
    }
    if (position.size > 0) this.open.set(positionSide, position);
    else {
      this.open.delete(positionSide);
      if (hadSize && position.net.isNegative()) this.losses += 1;
      else if (hadSize) this.wins += 1;
    }
  }

  #addDay(at: number, net: BigNumber): void {
    const day = Math.floor(at / DAY);
    if (day !== this.day) this.dayNet = new BigNumber(0);
    this.day = day;
    this.dayNet = this.dayNet.plus(net);
  }
}

const opened = (): Portfolio => {
  const portfolio = new Portfolio();
  portfolio.open({ balance: OPENING, fills: [], bills: [] }, 0);
  return portfolio;
};

describe('the portfolio', () => {
  it('agrees with plain decimal arithmetic, every movement counted once', () => {
    fc.assert(
      fc.property(movements, (all) => {
        const portfolio = opened();
        fold(portfolio, all);
        const naive = new Naive();
        for (const movement of new Set(all)) naive.add(movement);
        expect(portfolio.ledger.balance.toString()).toBe(naive.balance.toFixed());
        expect([portfolio.results.wins, portfolio.results.losses]).toEqual([naive.wins, naive.losses]);
        expect(portfolio.realizedOn(naive.day * DAY).toString()).toBe(naive.dayNet.toFixed());
        const plain = (p: Position) => [p.positionSide, p.size, p.cost.toString(), p.net.toString()];
        expect([...portfolio.positions()].map(plain)).toEqual(
          [...naive.open].map(([side, p]) => [side, p.size, p.cost.toFixed(), p.net.toFixed()]),
        );
      }),
    );
  });

  it('goes on from its saved state as if never interrupted', () => {
    fc.assert(
      fc.property(movements, fc.nat(80), (all, cut) => {
        const whole = opened();
        fold(whole, all);
        const before = opened();
        fold(before, all.slice(0, cut));
        const resumed = new Portfolio(fromJson(toJson(before.save())) as PortfolioState);
        fold(resumed, all.slice(cut));
        expect(toJson(resumed.save())).toBe(toJson(whole.save()));
      }),
    );
  });

  it('releases by every partial close exactly what then is missing from the cost', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.integer({ min: 90_001, max: 110_000 }), { minLength: 1, maxLength: 6 }),
        (parts, prices) => {
          const portfolio = opened();
          const total = parts.reduce((sum, part) => sum + part, 0);
          prices.forEach(
            (price, i) =>
              void portfolio.applyFill(fillOf({ tradeId: `o${i}`, price: ticks(price), size: lots(total) }), btc),
          );
          const whole = portfolio.position('BTCUSDT', 'long');
          let left = total * prices.length;
          for (let i = 0; i < parts.length * prices.length; i++) {
            const size = parts[i % parts.length] ?? 0;
            left -= size;
            portfolio.applyFill(fillOf({ tradeId: `c${i}`, intent: 'close', size: lots(size) }), btc);
            const cost = portfolio.position('BTCUSDT', 'long')?.cost ?? 0n;
            // Each close rounds its share by less than one unit of 10^-12 USDT.
            const fair = new BigNumber(String(whole?.cost)).times(left).div(total * prices.length);
            expect(
              fair
                .minus(cost.toString())
                .abs()
                .lte(i + 1),
            ).toBe(true);
          }
          expect(portfolio.openCount).toBe(0);
        },
      ),
    );
  });
});

describe('a portfolio by hand', () => {
  const price = (at: number) => () => ({ instrument: btc, price: ticks(at) });

  it('values what is open at the newest price, and nothing before there is one', () => {
    const portfolio = opened();
    portfolio.applyFill(fillOf({ tradeId: '1', positionSide: 'short' }), btc);
    expect(portfolio.equity(price(99_000))).toBe(money('1009.4'));
    expect(portfolio.equity(() => undefined)).toBe(money('999.4'));
  });

  it('starts each UTC day at zero', () => {
    const portfolio = opened();
    portfolio.applyFill(fillOf({ tradeId: '1', at: 2 * DAY - 1 }), btc);
    expect(portfolio.realizedOn(2 * DAY - 1)).toBe(money('-0.6'));
    expect(portfolio.realizedOn(2 * DAY)).toBe(0n);
    portfolio.applyBill(billOf({ billId: '1', at: 2 * DAY }));
    expect(portfolio.realizedOn(2 * DAY)).toBe(money('-0.1'));
    // What the venue reports late belongs to its own day, which is over.
    portfolio.applyBill(billOf({ billId: '2', at: 2 * DAY - 1 }));
    expect(portfolio.realizedOn(2 * DAY)).toBe(money('-0.1'));
  });

  it('measures the drawdown from the highest equity so far, the opening balance included', () => {
    const portfolio = opened();
    for (const equity of ['990', '1010', '1000', '1005']) portfolio.trackDrawdown(money(equity));
    expect(portfolio.drawdownMax).toBe(money('10'));
    portfolio.trackDrawdown(money('999'));
    expect(portfolio.drawdownMax).toBe(money('11'));
  });

  it('takes money that is moved in or out for neither profit nor loss', () => {
    const portfolio = opened();
    portfolio.applyBill(billOf({ billId: '1', kind: 'transfer', amount: money('-600') }));
    portfolio.trackDrawdown(portfolio.equity(() => undefined));
    expect([portfolio.ledger.balance, portfolio.drawdownMax, portfolio.realizedOn(1_000)]).toEqual([
      money('400'),
      0n,
      0n,
    ]);
  });

  it('knows that what happened before the opening is in the opening balance', () => {
    const portfolio = new Portfolio();
    const [fill, bill] = [fillOf({ tradeId: 'old' }), billOf({ billId: 'old' })];
    portfolio.open({ balance: OPENING, fills: [fill], bills: [bill] }, 2_000);
    expect([portfolio.applyFill(fill, btc).isNew, portfolio.applyBill(bill)]).toEqual([false, false]);
    expect([portfolio.ledger.balance, portfolio.openCount]).toEqual([OPENING, 0]);
  });

  it('closes what is there when a close is larger, and no trade where nothing was', () => {
    const portfolio = opened();
    expect(portfolio.applyFill(fillOf({ tradeId: '0', intent: 'close' }), btc)).toEqual({ isNew: true });
    portfolio.applyFill(fillOf({ tradeId: '1', size: lots(3) }), btc);
    const { closed } = portfolio.applyFill(
      fillOf({ tradeId: '2', intent: 'close', size: lots(5), profit: money('2') }),
      btc,
    );
    expect(closed).toMatchObject({ sizeMax: 3, net: money('0.8') });
    expect(portfolio.openCount).toBe(0);
  });
});
