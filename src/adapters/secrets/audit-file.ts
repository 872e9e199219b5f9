/**
 * The audit: a line of JSON for each call that changed something, and in a file of its own for each that was turned away.
 * Invariant: lines are only ever added; each file is bounded, and whoever is turned away cannot push out what was done.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEntry, AuditSink } from '../../ports/index.ts';
import { OWNER_ONLY } from './replace-file.ts';

const BYTES_MAX = 4 * 1_024 * 1_024;
const NAMES = { done: 'audit.jsonl', denied: 'audit-denied.jsonl' } as const;

export type AuditLine = AuditEntry & { readonly at: string };

export type AuditFileOptions = {
  readonly folder: string;
  /** Epoch ms of the wall clock. */
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
  /** Of each file; one older file of the same size is kept beside it. */
  readonly bytesMax?: number;
};

export function auditFile({ folder, now, onFailure, bytesMax = BYTES_MAX }: AuditFileOptions): AuditSink {
  return {
    write(entry) {
      const path = join(folder, entry.outcome === 'denied' ? NAMES.denied : NAMES.done);
      try {
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytesMax) renameSync(path, olderOf(path));
        const line: AuditLine = { at: new Date(now()).toISOString(), ...entry };
        appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: OWNER_ONLY });
      } catch (error) {
        onFailure(error);
      }
    },
  };
}

const olderOf = (path: string): string => path.replace(/\.jsonl$/, '.1.jsonl');

/** Lines of all files of `folder`, the oldest first; a line that a crash cut off is left out. */
export function readAudit(folder: string): readonly AuditLine[] {
  const paths = Object.values(NAMES).flatMap((name) => [olderOf(join(folder, name)), join(folder, name)]);
  const lines = paths.filter((path) => existsSync(path)).flatMap((path) => readFileSync(path, 'utf8').split('\n'));
  return lines.flatMap(lineOf).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Folders of runs below `folder` that have an audit. */
export const auditedFolders = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(folder, entry.name))
        .filter((path) => Object.values(NAMES).some((name) => existsSync(join(path, name))))
    : [];

function lineOf(text: string): AuditLine[] {
  try {
    return text === '' ? [] : [JSON.parse(text) as AuditLine];
  } catch {
    return [];
  }
}
