/**
 * The project's own files as the tidy tests see them: read once, listed by folder and ending.
 * Invariant: nothing that is installed, built or recorded is ever listed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type ProjectFile = {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
};

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git', '.viper']);
const READ = /\.(ts|tsx|mjs|md|json|ya?ml|css|html|sh|txt)$|^\.ci\//;

function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}

const files: readonly ProjectFile[] = list(ROOT)
  .map((path) => ({ path, name: relative(ROOT, path).split(sep).join('/') }))
  .filter(({ name }) => READ.test(name) && name !== 'package-lock.json')
  .map(({ path, name }) => ({ path: name, text: readFileSync(path, 'utf8') }));

/** Files whose path matches, in order of path. */
export const filesMatching = (pattern: RegExp): readonly ProjectFile[] =>
  files.filter(({ path }) => pattern.test(path));

/** Tests, and what only tests use. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing\//.test(path);

export const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** The code alone: comments become blanks, lines and columns stay where they are. */
export function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replace(token, (found) => (/^\/[/*]/.test(found) ? found.replace(/[^\n]/g, ' ') : found));
}
