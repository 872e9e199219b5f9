/**
 * The log: one JSON object a line, to stderr or a file.
 * Invariant: stdout belongs to the program's answers; fields that carry secrets are masked, and secrets never stand in messages.
 */
import pino from 'pino';
import { InvalidInput } from '../../domain/index.ts';
import type { LogLevel } from '../config/index.ts';

/** A flat object of what belongs to the line. */
export type LogFields = object;

/** Fields first, then what happened; an error goes into the field `err`. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A log whose lines all carry `fields`. */
  child(fields: LogFields): Log;
}

export type LogOptions = {
  readonly level: LogLevel;
  /** Undefined: stderr. Missing folders are made. */
  readonly file?: string | undefined;
};

const STDERR = 2;
const SECRET_FIELDS = ['apiKey', 'apiSecret', 'secret', 'passphrase', 'password', 'token', 'sign', 'authorization'];

/** Lines are written before the call returns, so that the last words of a crash are there. @throws InvalidInput when the file cannot be opened. */
export function createLog({ level, file }: LogOptions): Log {
  const redact = { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' };
  const options: pino.LoggerOptions = {
    level,
    redact,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  return pino(options, open(file));
}

function open(file: string | undefined): pino.DestinationStream {
  try {
    return pino.destination({ dest: file ?? STDERR, sync: true, mkdir: true });
  } catch (cause) {
    throw new InvalidInput(
      'log file',
      file,
      `a file that can be written (${(cause as NodeJS.ErrnoException).code})`,
      cause,
    );
  }
}

/** Says nothing: for tests and for programs whose output is a report. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog };
