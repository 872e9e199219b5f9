/**
 * The account's cash by our own books: opening balance plus every fill and bill, each counted once.
 * Invariant: balance = opening + profit − fees + funding + other, to the last digit.
 */
import { asMoney, type Bill, type Fill, type Money, ZERO } from '../../domain/index.ts';

/** How many ids are remembered to know a repeated fill or bill; far more than one reconcile can repeat. */
const REMEMBERED_MAX = 5_000;

export type LedgerState = {
  opening: Money | undefined;
  profit: Money;
  fees: Money;
  funding: Money;
  other: Money;
  fills: number;
  /** Time of the newest fill or bill; the next question to the venue starts before it. */
  bookedAt: number;
  seen: string[];
};

const EMPTY: LedgerState = {
  opening: undefined,
  profit: ZERO,
  fees: ZERO,
  funding: ZERO,
  other: ZERO,
  fills: 0,
  bookedAt: 0,
  seen: [],
};

export type Opening = { readonly balance: Money; readonly fills: readonly Fill[]; readonly bills: readonly Bill[] };

const fillId = ({ tradeId }: Fill): string => `f${tradeId}`;
const billId = ({ billId: id }: Bill): string => `b${id}`;

export class Ledger {
  readonly #state: LedgerState;
  readonly #seen: Set<string>;

  constructor(saved?: LedgerState) {
    this.#state = { ...EMPTY, ...saved };
    this.#seen = new Set(this.#state.seen);
  }

  get state(): Readonly<Omit<LedgerState, 'seen'>> {
    return this.#state;
  }

  get balance(): Money {
    const { opening, profit, fees, funding, other } = this.#state;
    return asMoney((opening ?? 0n) + profit - fees + funding + other);
  }

  /** Starts the books; what the venue lists as done by then is in the balance already. */
  open(opening: Opening, at: number): void {
    for (const fill of opening.fills) this.#isFirst(fillId(fill), fill.at);
    for (const bill of opening.bills) this.#isFirst(billId(bill), bill.at);
    this.#state.opening = opening.balance;
    this.#state.bookedAt = Math.max(this.#state.bookedAt, at);
  }

  /** False when this fill is already in the books. */
  bookFill(fill: Fill): boolean {
    if (!this.#isFirst(fillId(fill), fill.at)) return false;
    this.#state.profit = asMoney(this.#state.profit + fill.profit);
    this.#state.fees = asMoney(this.#state.fees + fill.fee);
    this.#state.fills += 1;
    return true;
  }

  /** False when this bill is already in the books. */
  bookBill(bill: Bill): boolean {
    if (!this.#isFirst(billId(bill), bill.at)) return false;
    const account = bill.kind === 'funding' ? 'funding' : 'other';
    this.#state[account] = asMoney(this.#state[account] + bill.amount);
    return true;
  }

  save(): LedgerState {
    return { ...this.#state, seen: [...this.#seen] };
  }

  #isFirst(id: string, at: number): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    if (this.#seen.size > REMEMBERED_MAX) this.#forgetOldest();
    if (at > this.#state.bookedAt) this.#state.bookedAt = at;
    return true;
  }

  #forgetOldest(): void {
    const [oldest] = this.#seen;
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}
