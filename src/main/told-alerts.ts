/**
 * The alerts of a run that has channels: what the run says, and commands from afar.
 * Invariant: the run never waits for an alert but, for a bounded time, at its end.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/index.ts';
import type { AlertsConfig } from '../adapters/config/index.ts';
import type { Log } from '../adapters/log/index.ts';
import { createNotifier, openTelegramDesk, routesOf, wait } from '../adapters/notify/index.ts';
import { auditFile } from '../adapters/secrets/index.ts';
import type { Secret } from '../bitget/signing/index.ts';
import type { NoticeLine, StartRequest } from '../cli/index.ts';
import type { Details } from '../domain/index.ts';
import type { EngineApi } from '../engine/index.ts';
import type { AlertLevel, AlertReport, AuditSink, Notifier } from '../ports/index.ts';
import { profitText, remoteControlOf } from './remote-control.ts';

export type RunAlerts = {
  /** Hands a notice on, and tells it. */
  readonly onNotice: (line: NoticeLine) => void;
  /** The run has begun: says so, and listens to commands. */
  attend(engine: EngineApi): void;
  /** The same promise; a failure is told, and sent for a bounded time, before it rejects. */
  watch(finished: Promise<void>): Promise<void>;
  /** What was sent where, and what became of it. */
  report(): AlertReport;
  close(): Promise<void>;
};

export type RunAlertsOptions = {
  readonly request: Pick<StartRequest, 'mode' | 'onNotice'>;
  readonly dataDir: string;
  readonly log: Log;
  /** How long the end of a run waits for what is under way. */
  readonly closeGraceMs?: number;
};

const CLOSE_GRACE_MS = 3_000;

const PENDING_FILE = 'alerts-pending.json';

export class ToldAlerts implements RunAlerts {
  readonly #config: AlertsConfig<Secret>;
  readonly #options: RunAlertsOptions;
  readonly #notifier: Notifier;
  #engine: EngineApi | undefined;
  #desk: { close(): Promise<void> } | undefined;

  constructor(config: AlertsConfig<Secret>, options: RunAlertsOptions) {
    this.#config = config;
    this.#options = options;
    const { request, dataDir, closeGraceMs = CLOSE_GRACE_MS } = options;
    this.#notifier = createNotifier({
      routes: routesOf(config, { clock: systemClock }),
      cooldownMs: config.cooldownMs,
      digestHour: config.digestHour,
      digestLines: () => (this.#engine ? profitText(this.#engine).split('\n') : []),
      runName: request.mode,
      pendingFile: join(dataDir, PENDING_FILE),
      clock: systemClock,
      wait,
      newId: randomUUID,
      onTrouble: (code, details) => this.#onTrouble(code, details),
      closeGraceMs,
    });
  }

  readonly onNotice = (line: NoticeLine): void => {
    this.#options.request.onNotice(line);
    const { event: code, level, at, ...details } = line;
    this.#notifier.tell({ code, level: levelOf(level), at, details: plain(details) });
  };

  attend(engine: EngineApi): void {
    this.#engine = engine;
    const { mode, equity, symbols, strategies } = engine.status();
    const names = strategies.map(({ name, timeframe }) => `${name} on ${timeframe} bars`).join(', ');
    this.#tell('run-started', 'info', { mode, equity, symbols: symbols.join(' '), strategies: names });
    const { telegram } = this.#config.channels;
    if (!telegram?.areCommandsOn) return;
    this.#desk = openTelegramDesk({
      config: telegram,
      control: remoteControlOf(engine, this.#audit()),
      clock: systemClock,
      wait,
      newId: randomUUID,
      onTrouble: (code, details) => this.#onTrouble(code, details),
    });
  }

  #audit(): AuditSink {
    const { dataDir, log } = this.#options;
    const onFailure = (err: unknown): void => log.error({ err }, 'audit-not-written');
    return auditFile({ folder: dataDir, now: systemClock.now, onFailure });
  }

  watch(finished: Promise<void>): Promise<void> {
    const watched = finished.catch(async (error: unknown) => {
      this.#engine = undefined;
      this.#tell('run-failed', 'critical', { reason: error instanceof Error ? error.message : String(error) });
      await this.close();
      throw error;
    });
    // A failure before anybody waits for it must not end the process by itself.
    watched.catch(() => {});
    return watched;
  }

  report(): AlertReport {
    return this.#notifier.report();
  }

  async close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine) {
      const { equity, openPositions } = engine.status();
      this.#tell('run-stopped', 'info', { equity, openPositions });
    }
    await Promise.all([this.#desk?.close(), this.#notifier.close()]);
  }

  #tell(code: string, level: AlertLevel, details: Details): void {
    this.#notifier.tell({ code, level, at: systemClock.now(), details });
  }

  /** What goes wrong with the alerts is for the log and the terminal. What is told of it does not go where it failed. */
  #onTrouble(code: string, details: Details): void {
    this.#options.log.warn(details, code);
    this.#options.request.onNotice({ event: code, level: 'warning', at: systemClock.now(), ...details });
    if (code === 'telegram-stranger') this.#tell(code, 'warning', details);
  }
}

const levelOf = (level: string): AlertLevel => (level === 'critical' || level === 'warning' ? level : 'info');

const plain = (details: Readonly<Record<string, unknown>>): Details =>
  Object.fromEntries(
    Object.entries(details).filter((entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  );
