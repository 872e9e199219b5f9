/**
 * Realised profit since the trader began and today, and the circuit breaker over finished positions; folded from the
 * account's fills and bills.
 * Invariant: every fill and bill counts once, however often it is listed; a transfer is no profit.
 */
import { asMoney, type Bill, type Fill, type Instrument, type Money, type RiskLimits, ZERO } from '../domain/index.ts';
import { Breaker, type BreakerView, Portfolio, type Results } from '../kernel/index.ts';

const DAY_MS = 86_400_000;

export type ProfitSums = {
  /** Before fees and funding. */
  readonly realized: Money;
  /** Positive is paid. */
  readonly fees: Money;
  /** Positive is received. */
  readonly funding: Money;
};

export class ProfitTally {
  readonly #startedAt: number;
  readonly #limits: RiskLimits;
  readonly #portfolio = new Portfolio();
  readonly #breaker = new Breaker();
  #sums: ProfitSums = { realized: ZERO, fees: ZERO, funding: ZERO };

  /** @param startedAt epoch ms; sums count from here, the day and the breaker from as far back as they have to */
  constructor(startedAt: number, limits: RiskLimits) {
    this.#startedAt = startedAt;
    this.#limits = limits;
    const since = Math.min(startedAt - (startedAt % DAY_MS), startedAt - limits.cooldownMs);
    this.#portfolio.open({ balance: ZERO, fills: [], bills: [] }, since);
  }

  /** From when on fills and bills are wanted. */
  questions(): { readonly fillsSince: number; readonly billsSince: number } {
    return this.#portfolio.ledger.questions();
  }

  /** @param instrumentOf of every symbol among the fills */
  fold(fills: readonly Fill[], bills: readonly Bill[], instrumentOf: (symbol: string) => Instrument): void {
    for (const row of [...fills, ...bills].sort((a, b) => a.at - b.at)) {
      if ('tradeId' in row) this.#foldFill(row, instrumentOf(row.symbol));
      else this.#foldBill(row);
    }
    this.#portfolio.ledger.completeFills(fills);
  }

  /** Since the trader began. */
  get sums(): ProfitSums {
    return this.#sums;
  }

  /** Of positions that were opened and closed within what has been folded. */
  get results(): Readonly<Results> {
    return this.#portfolio.results;
  }

  realizedOn(at: number): Money {
    return this.#portfolio.realizedOn(at);
  }

  breaker(at: number): BreakerView {
    return this.#breaker.view(at);
  }

  #foldFill(fill: Fill, instrument: Instrument): void {
    const { isNew, closed } = this.#portfolio.applyFill(fill, instrument);
    if (!isNew) return;
    if (closed) this.#breaker.onTrade(closed.net, closed.closedAt, this.#limits);
    if (fill.at < this.#startedAt) return;
    const { realized, fees } = this.#sums;
    this.#sums = { ...this.#sums, realized: asMoney(realized + fill.profit), fees: asMoney(fees + fill.fee) };
  }

  #foldBill(bill: Bill): void {
    if (!this.#portfolio.applyBill(bill) || bill.kind !== 'funding' || bill.at < this.#startedAt) return;
    this.#sums = { ...this.#sums, funding: asMoney(this.#sums.funding + bill.amount) };
  }
}
