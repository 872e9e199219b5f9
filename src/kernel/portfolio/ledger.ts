/**
 * The account's cash by our own books: opening balance plus every fill and bill, each counted once.
 * Invariant: balance = opening + profit − fees + funding + other, to the last digit; every fill before `fillsSince` and
 * every bill before `billsSince` is in the books.
 */
import { asMoney, type Bill, type Fill, type Money, ZERO } from '../../domain/index.ts';
import { type BookedId, BookedIds, OVERLAP_MS } from './booked-ids.ts';

export type LedgerState = {
  opening: Money | undefined;
  profit: Money;
  fees: Money;
  funding: Money;
  other: Money;
  fills: number;
  fillsSince: number;
  billsSince: number;
  seen: BookedId[];
};

const EMPTY: LedgerState = {
  opening: undefined,
  profit: ZERO,
  fees: ZERO,
  funding: ZERO,
  other: ZERO,
  fills: 0,
  fillsSince: 0,
  billsSince: 0,
  seen: [],
};

export type Opening = { readonly balance: Money; readonly fills: readonly Fill[]; readonly bills: readonly Bill[] };

const fillId = ({ tradeId }: Fill): string => `f${tradeId}`;
const billId = ({ billId: id }: Bill): string => `b${id}`;

export class Ledger {
  readonly #state: LedgerState;
  readonly #booked: BookedIds;

  constructor(saved?: LedgerState) {
    this.#state = { ...EMPTY, ...saved };
    this.#booked = new BookedIds(saved?.seen);
  }

  get state(): Readonly<Omit<LedgerState, 'seen'>> {
    return this.#state;
  }

  get balance(): Money {
    const { opening, profit, fees, funding, other } = this.#state;
    return asMoney((opening ?? 0n) + profit - fees + funding + other);
  }

  /** From when on the venue has to be asked for fills and bills; what it repeats does not count twice. */
  questions(): { readonly fillsSince: number; readonly billsSince: number } {
    const { fillsSince, billsSince } = this.#state;
    return { fillsSince: Math.max(0, fillsSince - OVERLAP_MS), billsSince: Math.max(0, billsSince - OVERLAP_MS) };
  }

  /** Starts the books; what the venue lists as done by then is in the balance already. */
  open(opening: Opening, at: number): void {
    for (const fill of opening.fills) this.#booked.add(fillId(fill), fill.at);
    for (const bill of opening.bills) this.#booked.add(billId(bill), bill.at);
    this.#state.opening = opening.balance;
    this.#state.fillsSince = at;
    this.#state.billsSince = at;
  }

  hasFill(fill: Fill): boolean {
    return this.#booked.has(fillId(fill));
  }

  hasBill(bill: Bill): boolean {
    return this.#booked.has(billId(bill));
  }

  /** False when this fill is already in the books. */
  bookFill(fill: Fill): boolean {
    if (!this.#booked.add(fillId(fill), fill.at)) return false;
    this.#state.profit = asMoney(this.#state.profit + fill.profit);
    this.#state.fees = asMoney(this.#state.fees + fill.fee);
    this.#state.fills += 1;
    return true;
  }

  /**
   * False when this bill is already in the books. Bills come only as answers that list all of them in order, so that
   * the newest one says how far the books are complete; a fill may be pushed while an older one is still unheard of.
   */
  bookBill(bill: Bill): boolean {
    if (!this.#booked.add(billId(bill), bill.at)) return false;
    const account = bill.kind === 'funding' ? 'funding' : 'other';
    this.#state[account] = asMoney(this.#state[account] + bill.amount);
    this.#state.billsSince = Math.max(this.#state.billsSince, bill.at);
    return true;
  }

  /** The venue has listed every fill up to the newest of these. */
  completeFills(listed: readonly Fill[]): void {
    for (const { at } of listed) this.#state.fillsSince = Math.max(this.#state.fillsSince, at);
    this.#booked.forgetBefore(Math.min(this.#state.fillsSince, this.#state.billsSince));
  }

  save(): LedgerState {
    return { ...this.#state, seen: this.#booked.save() };
  }
}
