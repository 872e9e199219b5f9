/**
 * The stops and targets that the exchange holds for us; the only writer of trigger state.
 * Invariant: a trigger that the venue made from a preset is known by its triggerId, one of ours by its clientOid.
 */
import {
  isTriggerTerminal,
  type PositionSide,
  type TriggerReport,
  type TriggerRequest,
  type TriggerStatus,
} from '../../domain/index.ts';

/** Finished triggers that are kept, for late reports. */
const FINISHED_MAX = 500;

export type DeskTrigger = {
  readonly request: TriggerRequest;
  /** Empty until the venue has named it. */
  readonly triggerId: string;
  readonly status: TriggerStatus;
  readonly updatedAt: number;
};

export type TriggerDeskState = { open: DeskTrigger[]; finished: string[] };

export class TriggerDesk {
  /** Open ones by key: our clientOid, or the venue's id where the trigger is not ours. */
  readonly #open: Map<string, DeskTrigger>;
  readonly #finished: Set<string>;

  constructor(saved?: TriggerDeskState) {
    this.#open = new Map(saved?.open.map((trigger) => [keyOf(trigger), trigger]));
    this.#finished = new Set(saved?.finished);
  }

  open(): IterableIterator<DeskTrigger> {
    return this.#open.values();
  }

  openOf(symbol: string, positionSide: PositionSide): DeskTrigger[] {
    const found: DeskTrigger[] = [];
    for (const trigger of this.#open.values()) {
      if (trigger.request.symbol === symbol && trigger.request.positionSide === positionSide) found.push(trigger);
    }
    return found;
  }

  get(clientOid: string): DeskTrigger | undefined {
    return this.#open.get(clientOid);
  }

  add(request: TriggerRequest, at: number): void {
    this.#open.set(request.clientOid, { request, triggerId: '', status: 'pending', updatedAt: at });
  }

  applyReport(report: TriggerReport, at: number): DeskTrigger | undefined {
    const known = this.#open.get(report.clientOid) ?? this.#open.get(report.triggerId);
    if (!known && (this.#finished.has(report.triggerId) || isTriggerTerminal(report.status))) return undefined;
    const { triggerId, symbol, positionSide, kind, triggerPrice, triggerBy, size, status } = report;
    const clientOid = known?.request.clientOid ?? '';
    const request = { clientOid, symbol, positionSide, kind, triggerPrice, triggerBy, size };
    return this.#put({ request, triggerId, status, updatedAt: at });
  }

  setStatus(clientOid: string, status: TriggerStatus, at: number): DeskTrigger | undefined {
    const trigger = this.#open.get(clientOid);
    return trigger && this.#put({ ...trigger, status, updatedAt: at });
  }

  /** What the venue no longer lists is over; returns how many were dropped. */
  keepOnly(listed: readonly TriggerReport[], at: number): number {
    const ids = new Set(listed.map((report) => report.triggerId));
    const gone = [...this.#open.values()].filter((trigger) => trigger.triggerId !== '' && !ids.has(trigger.triggerId));
    for (const trigger of gone) this.#put({ ...trigger, status: 'canceled', updatedAt: at });
    return gone.length;
  }

  save(): TriggerDeskState {
    return { open: [...this.#open.values()], finished: [...this.#finished] };
  }

  #put(trigger: DeskTrigger): DeskTrigger {
    const key = keyOf(trigger);
    if (!isTriggerTerminal(trigger.status)) {
      this.#open.set(key, trigger);
      return trigger;
    }
    this.#open.delete(key);
    if (trigger.triggerId !== '') this.#finished.add(trigger.triggerId);
    if (this.#finished.size > FINISHED_MAX) {
      const [oldest] = this.#finished;
      if (oldest !== undefined) this.#finished.delete(oldest);
    }
    return trigger;
  }
}

const keyOf = ({ request, triggerId }: DeskTrigger): string => request.clientOid || triggerId;
