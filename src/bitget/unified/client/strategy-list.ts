/**
 * A Unified account's take-profits and stop-losses: open ones, single ones, and what moving one needs of the others.
 * Invariant: "absent" means that neither the open nor the finished strategy orders have it.
 */
import { isTriggerTerminal, type TriggerReport } from '../../../domain/index.ts';
import type { InstrumentBook } from '../../client/instrument-book.ts';
import { PAGE_SIZE } from '../../client/pages.ts';
import type { BitgetRest } from '../../client/rest.ts';
import { lostAnswer, refusedByBitget } from '../../errors/index.ts';
import { CATEGORY, decodeStrategy, type StrategyRow, strategyIdOf } from '../mapper/index.ts';
import { endpoints } from '../protocol/index.ts';

const TPSL = { category: CATEGORY, type: 'tpsl' } as const;

/** What stays the same when a trigger moves. */
export type Leg = Pick<TriggerReport, 'triggerId' | 'kind' | 'triggerPrice' | 'triggerBy'>;

/** More pages of history than the 90 days that the exchange keeps should have. */
const PAGES_MAX = 200;

export class StrategyList {
  readonly #rest: BitgetRest;
  readonly #instruments: InstrumentBook;
  /** Open legs by trigger id. */
  readonly #known = new Map<string, Leg>();

  constructor(rest: BitgetRest, instruments: InstrumentBook) {
    this.#rest = rest;
    this.#instruments = instruments;
  }

  note(leg: Leg): void {
    this.#known.set(leg.triggerId, leg);
  }

  noteReport(report: TriggerReport): void {
    if (isTriggerTerminal(report.status)) this.#known.delete(report.triggerId);
    else this.note(report);
  }

  /** Every open trigger. */
  async open(): Promise<readonly TriggerReport[]> {
    const reports = (await Promise.all((await this.#openRows()).map((row) => this.#decode(row)))).flat();
    this.#known.clear();
    for (const report of reports) this.note(report);
    return reports;
  }

  /** @throws BitgetError when there is no definite answer. */
  async find(clientOid: string): Promise<TriggerReport | 'absent'> {
    const row = byClientOid(await this.#openRows(), clientOid) ?? (await this.#finished(clientOid));
    const [report] = row ? await this.#decode(row) : [];
    if (!report) return 'absent';
    this.noteReport(report);
    return report;
  }

  /** Every leg of the strategy order behind a trigger. @throws BitgetError (rejected) when it is not open. */
  async legsOf(triggerId: string): Promise<readonly Leg[]> {
    if (!this.#known.has(triggerId)) await this.open();
    if (!this.#known.has(triggerId)) {
      const msg = `no open take-profit or stop-loss ${triggerId}`;
      throw refusedByBitget(endpoints.unfilledStrategyOrders.name, { code: '43025', msg });
    }
    const id = strategyIdOf(triggerId);
    return [...this.#known.values()].filter((leg) => strategyIdOf(leg.triggerId) === id);
  }

  /** A list of null is asked for once more before it counts as empty. */
  async #openRows(): Promise<readonly StrategyRow[]> {
    const ask = () => this.#rest.call(endpoints.unfilledStrategyOrders, TPSL);
    return (await ask()) ?? (await ask()) ?? [];
  }

  /** Newest first, up to the one that is looked for: there is no filter by name. */
  async #finished(clientOid: string): Promise<StrategyRow | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const request = { ...TPSL, limit: String(PAGE_SIZE), ...(cursor && { cursor }) };
      const answer = await this.#rest.call(endpoints.historyStrategyOrders, request);
      const row = byClientOid(answer.list ?? [], clientOid);
      if (row) return row;
      if (!answer.list?.length || !answer.cursor || answer.cursor === cursor) return undefined;
      cursor = answer.cursor;
    }
    const says = 'the list of finished triggers does not end';
    throw lostAnswer(endpoints.historyStrategyOrders.name, 'endless-list', { says });
  }

  async #decode(row: StrategyRow): Promise<readonly TriggerReport[]> {
    return decodeStrategy(await this.#instruments.stepsOf(row.symbol), row);
  }
}

const byClientOid = (rows: readonly StrategyRow[], clientOid: string): StrategyRow | undefined =>
  rows.find((row) => row.clientOid === clientOid);
