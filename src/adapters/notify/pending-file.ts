/**
 * Critical messages that have not arrived yet, kept over a restart.
 * Invariant: the file is replaced as a whole; one that cannot be read is set aside and never stops a run.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Type } from 'typebox';
import { validatorOf } from '../../domain/index.ts';
import type { Message } from '../../ports/index.ts';

const OWNER_ONLY = 0o600;

const message = Type.Object({
  id: Type.String(),
  code: Type.String(),
  subject: Type.String(),
  level: Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('critical')]),
  at: Type.Number(),
  title: Type.String(),
  lines: Type.Array(Type.String()),
  details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  more: Type.Number(),
});
const refusalOf = validatorOf(Type.Record(Type.String(), Type.Array(message)));

export class PendingFile {
  readonly #path: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting: Record<string, readonly Message[]>;

  /** @param onFailure is told of a file that cannot be read or written. */
  constructor(path: string, onFailure: (error: unknown) => void) {
    this.#path = path;
    this.#onFailure = onFailure;
    this.#waiting = this.#read();
  }

  /** What waited for a channel when the last run ended. */
  of(channel: string): readonly Message[] {
    return this.#waiting[channel] ?? [];
  }

  /** Replaces what waits for a channel. */
  keep(channel: string, messages: readonly Message[]): void {
    if (messages.length === 0 && this.of(channel).length === 0) return;
    this.#waiting[channel] = messages;
    try {
      this.#write();
    } catch (error) {
      this.#onFailure(error);
    }
  }

  #write(): void {
    const waiting = Object.entries(this.#waiting).filter(([, messages]) => messages.length > 0);
    if (waiting.length === 0) return rmSync(this.#path, { force: true });
    const fresh = `${this.#path}.new`;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(fresh, JSON.stringify(Object.fromEntries(waiting)), { mode: OWNER_ONLY });
    renameSync(fresh, this.#path);
  }

  #read(): Record<string, readonly Message[]> {
    if (!existsSync(this.#path)) return {};
    try {
      const read: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      const refusal = refusalOf(read, this.#path);
      if (refusal) throw refusal;
      return read as Record<string, readonly Message[]>;
    } catch (error) {
      this.#setAside();
      this.#onFailure(error);
      return {};
    }
  }

  #setAside(): void {
    try {
      renameSync(this.#path, `${this.#path}.damaged`);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
