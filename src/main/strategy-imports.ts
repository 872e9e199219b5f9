/**
 * Which files a user's module is made of: what Node resolves while it loads it.
 * Invariant: packages and Viper itself are no files of the user; what was loaded before in this process is known too.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type RegisterHooksOptions, registerHooks } from 'node:module';
import { dirname, extname, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InvalidInput } from '../domain/index.ts';

/** Far more than a strategy has: beyond them something else is being imported. */
const FILES_MAX = 200;

/** Importer → what it imports. Node asks once a process: a file that two strategies share is resolved for the first alone. */
const imports = new Map<string, Set<string>>();

/** While `load` runs, `viper/…` is the Viper that runs, wherever the file is, and the user's imports are noted. */
export function withImportsNoted<T>(load: () => T): T {
  const hooks = registerHooks({ resolve: noting });
  try {
    return load();
  } finally {
    hooks.deregister();
  }
}

const noting: NonNullable<RegisterHooksOptions['resolve']> = (specifier, context, next) => {
  const own = ownModule(specifier);
  if (own !== undefined) return { url: own, shortCircuit: true };
  const found = next(specifier, context);
  const { parentURL } = context;
  if (parentURL !== undefined && isOfUser(found.url)) {
    const known = imports.get(parentURL) ?? new Set();
    imports.set(parentURL, known.add(found.url));
  }
  return found;
};

function ownModule(specifier: string): string | undefined {
  const [, area] = /^viper\/([a-z-]+(?:\/[a-z-]+)*)$/.exec(specifier) ?? [];
  if (area === undefined) return undefined;
  return new URL(`../${area}/index${extname(import.meta.url)}`, import.meta.url).href;
}

const isOfUser = (url: string): boolean => url.startsWith('file:') && !url.includes('/node_modules/');

/**
 * SHA-256 of a module that has been loaded with its imports noted, and of every file of the user that it imports, by their
 * paths from it; of the file alone where there are none. What it imports later, while it runs, is not in it.
 * @throws InvalidInput beyond 200 files.
 */
export function codeHashOf(path: string, option: string): string {
  const files = filesOf(path);
  if (files.length > FILES_MAX)
    throw new InvalidInput(option, path, `a file that imports at most ${FILES_MAX} files; it imports ${files.length}`);
  const own = sha256(readFileSync(path));
  if (files.length === 0) return own;
  const nameOf = (file: string): string => relative(dirname(path), file).split(sep).join('/');
  const lines = files.map((file) => `${nameOf(file)} ${sha256(readFileSync(file))}`).sort();
  return sha256([own, ...lines].join('\n'));
}

/** All that it imports, through others too. */
function filesOf(path: string): readonly string[] {
  const first = pathToFileURL(path).href;
  const found = new Set([first]);
  for (const url of found) for (const next of imports.get(url) ?? []) if (found.size <= FILES_MAX + 1) found.add(next);
  found.delete(first);
  return [...found].map((url) => fileURLToPath(url));
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
