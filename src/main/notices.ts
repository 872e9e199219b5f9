/**
 * What a person should know of a run: a line of the log, and a notice.
 */
import { systemClock } from '../adapters/clock/index.ts';
import type { Log } from '../adapters/log/index.ts';
import type { NoticeLine } from '../cli/index.ts';
import type { Details } from '../domain/index.ts';

type Tell = (line: NoticeLine) => void;

/** Writes a notice to the log and hands it on. */
export const noticerOf =
  (log: Log, onNotice: Tell): Tell =>
  (line) => {
    const { event, level, at, ...details } = line;
    log[level === 'info' ? 'info' : 'warn'](details, event);
    onNotice(line);
  };

export const warnerOf =
  (log: Log, onNotice: Tell) =>
  (code: string, details: Details): void =>
    noticerOf(log, onNotice)({ event: code, level: 'warning', at: systemClock.now(), ...details });
