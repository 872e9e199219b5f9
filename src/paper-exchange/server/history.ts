/**
 * What has ended on the accounts: fills, cash movements, finished orders and triggers.
 * Invariant: append-only, in the order in which things happened; the core itself remembers only the youngest.
 */
import type { Bill, Fill } from '../../domain/index.ts';
import type { OrderDetail, OrderSource, TriggerDetail } from '../core/index.ts';

const KEPT_MAX = 100_000;

export type HistoryRow =
  | {
      readonly kind: 'fill';
      readonly account: string;
      readonly row: { readonly fill: Fill; readonly source: OrderSource };
    }
  | { readonly kind: 'bill'; readonly account: string; readonly row: Bill }
  | { readonly kind: 'order'; readonly account: string; readonly row: OrderDetail }
  | { readonly kind: 'trigger'; readonly account: string; readonly row: TriggerDetail };

export type MadeFill = Extract<HistoryRow, { kind: 'fill' }>['row'];

type Records = {
  readonly fill: MadeFill[];
  readonly bill: Bill[];
  readonly order: OrderDetail[];
  readonly trigger: TriggerDetail[];
};

export class History {
  readonly #records = new Map<string, Records>();
  readonly #keptMax: number;

  /** @param keptMax rows that stay in memory at least, per account and kind; the store keeps all. */
  constructor(keptMax = KEPT_MAX) {
    this.#keptMax = keptMax;
  }

  append(entry: HistoryRow): void {
    const rows: unknown[] = this.of(entry.account)[entry.kind];
    rows.push(entry.row);
    if (rows.length > 2 * this.#keptMax) rows.splice(0, rows.length - this.#keptMax);
  }

  /** The account's rows, oldest first. */
  of(account: string): Records {
    const known = this.#records.get(account);
    if (known) return known;
    const fresh: Records = { fill: [], bill: [], order: [], trigger: [] };
    this.#records.set(account, fresh);
    return fresh;
  }
}
