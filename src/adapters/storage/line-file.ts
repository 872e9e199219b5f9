/**
 * Lines in a file, for its owner's eyes alone.
 * Invariant: a line that was cut by a crash is left out; replacing is whole or not at all.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LineStore } from '../../ports/index.ts';

const OWNER_ONLY = 0o600;

/** @param onFailure is told of a file that cannot be read or written */
export function lineFile(path: string, onFailure: (error: unknown) => void): LineStore {
  const tried = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onFailure(error);
    }
  };
  /** A line that a crash has cut would swallow the next one. */
  let isCut = false;
  return {
    lines() {
      let found: readonly string[] = [];
      tried(() => {
        if (!existsSync(path)) return;
        const parts = readFileSync(path, 'utf8').split('\n');
        isCut = parts.pop() !== '';
        found = parts.filter((line) => line !== '');
      });
      return found;
    },
    append: (line) =>
      tried(() => {
        mkdirSync(dirname(path), { recursive: true });
        appendFileSync(path, `${isCut ? '\n' : ''}${line}\n`, { mode: OWNER_ONLY });
        isCut = false;
      }),
    replace: (lines) =>
      tried(() => {
        const fresh = `${path}.new`;
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(fresh, lines.map((line) => `${line}\n`).join(''), { mode: OWNER_ONLY });
        renameSync(fresh, path);
        isCut = false;
      }),
  };
}
