/**
 * The account's take-profits and stop-losses: open ones, single ones, and the terms that moving or canceling one needs.
 * Invariant: "absent" means that neither the open nor the finished triggers have it.
 */
import type { TriggerKind, TriggerPriceType, TriggerReport } from '../../domain/index.ts';
import { isTriggerTerminal, type Lots } from '../../domain/index.ts';
import { refusedByBitget } from '../errors/index.ts';
import { decodeTrigger, type PlanRow, PRODUCT } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { allPages, PAGE_SIZE } from './pages.ts';
import type { BitgetRest } from './rest.ts';

/** What stays the same when a trigger moves. */
export type TriggerTerms = {
  readonly triggerId: string;
  readonly kind: TriggerKind;
  readonly triggerBy: TriggerPriceType;
  readonly size: Lots | undefined;
};

const PLAN = { productType: PRODUCT, planType: 'profit_loss', limit: String(PAGE_SIZE) } as const;

export class TriggerList {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  readonly #known = new Map<string, TriggerTerms>();

  constructor(rest: BitgetRest, instruments: InstrumentBook) {
    this.#rest = rest;
    this.#instruments = instruments;
  }

  note(terms: TriggerTerms): void {
    this.#known.set(terms.triggerId, terms);
  }

  noteReport(report: TriggerReport): void {
    if (isTriggerTerminal(report.status)) this.#known.delete(report.triggerId);
    else this.note(report);
  }

  /** Every open trigger. */
  async open(): Promise<readonly TriggerReport[]> {
    const rows = await allPages(
      async (idLessThan) => {
        const page = await this.#rest.call(endpoints.ordersPlanPending, { ...PLAN, ...(idLessThan && { idLessThan }) });
        return { rows: page.entrustedList, endId: page.endId };
      },
      ({ orderId }) => orderId,
    );
    const reports = (await Promise.all(rows.map((row) => this.#decode(row)))).filter((report) => report !== undefined);
    this.#known.clear();
    for (const report of reports) this.note(report);
    return reports;
  }

  async find(symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    const named = { ...PLAN, symbol, clientOid };
    const open = await this.#rest.call(endpoints.ordersPlanPending, named);
    const row = byClientOid(open.entrustedList, clientOid) ?? (await this.#finished(named, clientOid));
    const report = row && (await this.#decode(row));
    if (!report) return 'absent';
    this.noteReport(report);
    return report;
  }

  /** @throws BitgetError (rejected) when there is no such open trigger. */
  async terms(symbol: string, triggerId: string): Promise<TriggerTerms> {
    const known = this.#known.get(triggerId);
    if (known) return known;
    const page = await this.#rest.call(endpoints.ordersPlanPending, { ...PLAN, symbol, orderId: triggerId });
    const row = page.entrustedList?.find(({ orderId }) => orderId === triggerId);
    const report = row && (await this.#decode(row));
    if (!report) {
      const msg = `no open take-profit or stop-loss ${triggerId}`;
      throw refusedByBitget(endpoints.ordersPlanPending.name, { code: '43025', msg });
    }
    this.note(report);
    return report;
  }

  async #finished(
    named: typeof PLAN & { symbol: string; clientOid: string },
    clientOid: string,
  ): Promise<PlanRow | undefined> {
    const page = await this.#rest.call(endpoints.ordersPlanHistory, named);
    return byClientOid(page.entrustedList, clientOid);
  }

  async #decode(row: PlanRow): Promise<TriggerReport | undefined> {
    return decodeTrigger(await this.#instruments.stepsOf(row.symbol), row);
  }
}

/** The filter of the request is checked here, too. */
const byClientOid = (rows: readonly PlanRow[] | null, clientOid: string): PlanRow | undefined =>
  rows?.find((row) => row.clientOid === clientOid);
