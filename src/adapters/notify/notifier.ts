/**
 * Tells people what a run says: the table, the cooldowns, the digest, and a courier for each channel.
 * Invariant: `tell` never waits, never throws, and nothing that trading does depends on it.
 */
import type {
  AlertLevel,
  AlertReport,
  AlertSource,
  Channel,
  Clock,
  Delivery,
  Message,
  Notifier,
} from '../../ports/index.ts';
import { type Alert, alertOf, linesOf } from './alert.ts';
import type { AlertGroup } from './alert-table.ts';
import { Cooldown, type Emission } from './cooldown.ts';
import { Courier, type Wait } from './courier.ts';
import { DeliveryRecord } from './delivery-record.ts';
import { Digest } from './digest.ts';
import { LEVEL_RANK } from './message-queue.ts';
import { SHARED_TRADE } from './message-text.ts';
import { PendingFile } from './pending-file.ts';
import { TradeSharing } from './trade-sharing.ts';

/** A channel and what goes there. */
export type Route = {
  readonly channel: Channel;
  readonly levelMin: AlertLevel;
  /** `alerts`: of this run, for its owner; `trades`: closed trades, to share with others. */
  readonly carries: 'alerts' | 'trades';
};

export type NotifierOptions = {
  readonly routes: readonly Route[];
  readonly cooldownMs: Readonly<Record<AlertGroup, number>>;
  /** UTC; undefined: no digest. */
  readonly digestHour: number | undefined;
  /** What the digest says first, such as equity and profit. */
  readonly digestLines: () => readonly string[];
  /** Stands before each title: which run speaks. */
  readonly runName: string;
  /** Where critical messages wait that have not arrived. */
  readonly pendingFile: string;
  /** The wall clock. */
  readonly clock: Clock;
  readonly wait: Wait;
  readonly newId: () => string;
  /** Something about the alerts themselves that a person should know; not told by them. */
  readonly onTrouble: (code: string, details: AlertSource['details']) => void;
  /** Of an attempt. */
  readonly timeoutMs?: number;
  /** How long `close` waits for what is under way. */
  readonly closeGraceMs?: number;
};

const TIMEOUT_MS = 10_000;
const CLOSE_GRACE_MS = 3_000;
const QUEUE_MAX = 200;
const TICK_MS = 15_000;
const MINUTE_MS = 60_000;

export function createNotifier(options: NotifierOptions): Notifier {
  return new RunningNotifier(options);
}

class RunningNotifier implements Notifier {
  readonly #options: NotifierOptions;
  readonly #couriers: readonly { readonly route: Route; readonly courier: Courier }[];
  readonly #cooldown: Cooldown;
  readonly #digest: Digest | undefined;
  readonly #sharing = new TradeSharing();
  readonly #record = new DeliveryRecord();
  readonly #left = new AbortController();

  constructor(options: NotifierOptions) {
    const { routes, cooldownMs, digestHour, pendingFile, clock, onTrouble } = options;
    this.#options = options;
    this.#cooldown = new Cooldown(cooldownMs);
    this.#digest = digestHour === undefined ? undefined : new Digest(digestHour, clock.now());
    const pending = new PendingFile(pendingFile, (error) => onTrouble('alert-store-failed', { reason: String(error) }));
    this.#couriers = routes.map((route) => ({ route, courier: this.#courierOf(route, pending) }));
    for (const { route, courier } of this.#couriers)
      for (const message of pending.of(route.channel.name)) courier.addLate(late(message));
    void this.#tick();
  }

  tell(source: AlertSource): void {
    try {
      this.#tell(source);
    } catch (error) {
      this.#options.onTrouble('alert-failed', { channel: 'all', reason: String(error) });
    }
  }

  report(): AlertReport {
    return this.#record.report(
      this.#couriers.map(({ route, courier }) => ({ channel: route.channel.name, waiting: courier.waiting })),
    );
  }

  async close(): Promise<void> {
    this.#left.abort();
    const { clock, closeGraceMs = CLOSE_GRACE_MS } = this.#options;
    for (const emission of this.#cooldown.flush(clock.now())) this.#emit(emission);
    await Promise.all(this.#couriers.map(({ courier }) => courier.close(closeGraceMs)));
  }

  #tell(source: AlertSource): void {
    const alert = alertOf(source);
    const trade = this.#sharing.hear(source);
    if (trade) this.#share(source, trade);
    if (alert.way === 'nowhere') return;
    this.#digest?.note(alert);
    if (alert.way === 'digest') return;
    const emission = this.#cooldown.offer(alert, this.#options.clock.now());
    if (emission) this.#emit(emission);
  }

  #emit({ alert, more, sinceMs }: Emission): void {
    const repeats = more === 0 ? [] : [`${more} more in ${Math.max(1, Math.round(sinceMs / MINUTE_MS))} min`];
    this.#send('alerts', { ...this.#frame(alert), more, lines: [...linesOf(alert), ...repeats] });
  }

  #share({ at }: AlertSource, { title, lines }: { title: string; lines: readonly string[] }): void {
    const id = this.#options.newId();
    this.#send('trades', {
      id,
      code: SHARED_TRADE,
      subject: title,
      level: 'info',
      at,
      title,
      lines,
      details: {},
      more: 0,
    });
  }

  #frame({ code, subject, level, at, title, details }: Alert): Omit<Message, 'more' | 'lines'> {
    const { newId, runName } = this.#options;
    return { id: newId(), code, subject, level, at, title: `${runName}: ${title}`, details };
  }

  /** @param isForAll also where the least level is higher. */
  #send(carries: Route['carries'], message: Message, isForAll = false): void {
    for (const { route, courier } of this.#couriers) {
      if (route.carries !== carries) continue;
      if (isForAll || LEVEL_RANK[message.level] >= LEVEL_RANK[route.levelMin]) courier.add(message);
    }
  }

  async #tick(): Promise<void> {
    const { wait, clock } = this.#options;
    const { signal } = this.#left;
    for (await wait(TICK_MS, signal); !signal.aborted; await wait(TICK_MS, signal)) {
      for (const emission of this.#cooldown.due(clock.now())) this.#emit(emission);
      this.#sendDigest();
    }
  }

  #sendDigest(): void {
    const { clock, digestLines, newId, runName } = this.#options;
    const now = clock.now();
    const counts = this.#digest?.take(now);
    if (!counts) return;
    const lines = [...this.#guarded(digestLines), ...counts];
    const title = `${runName}: the last day`;
    this.#send(
      'alerts',
      { id: newId(), code: 'digest', subject: '', level: 'info', at: now, title, lines, details: {}, more: 0 },
      true,
    );
  }

  /** A summary that cannot be made is a nuisance; the counts are told all the same. */
  #guarded(lines: () => readonly string[]): readonly string[] {
    try {
      return lines();
    } catch (error) {
      this.#options.onTrouble('alert-failed', { channel: 'digest', reason: String(error) });
      return [];
    }
  }

  #courierOf({ channel }: Route, pending: PendingFile): Courier {
    const { clock, wait, timeoutMs = TIMEOUT_MS } = this.#options;
    return new Courier({
      channel,
      clock,
      wait,
      timeoutMs,
      queueMax: QUEUE_MAX,
      keep: (critical) => pending.keep(channel.name, critical),
      onDelivery: (delivery) => this.#onDelivery(delivery),
    });
  }

  #onDelivery(delivery: Delivery): void {
    this.#record.note(delivery);
    const { channel, code, status, attempt, reason } = delivery;
    const isFirstTrouble = status === 'again' && attempt <= 1;
    if (isFirstTrouble || status === 'refused' || status === 'dropped')
      this.#options.onTrouble('alert-failed', { channel, alert: code, status, reason });
  }
}

const LATE = 'late, because it could not be delivered before Viper was restarted: of';

const late = (message: Message): Message =>
  message.lines.some((line) => line.startsWith(LATE))
    ? message
    : { ...message, lines: [...message.lines, `${LATE} ${new Date(message.at).toISOString()}`] };
