/**
 * What a real process loads: a hook that writes down the address of every module, in every thread.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @returns what to put into the child's environment, and its modules so far. */
export function recordModules(folder: string): { readonly env: Record<string, string>; loaded(): readonly string[] } {
  const list = join(folder, 'loaded.txt');
  const hook = join(folder, 'record-modules.mjs');
  writeFileSync(list, '');
  const text = `import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); } });
`;
  writeFileSync(hook, text);
  return {
    env: { NODE_OPTIONS: `--import ${pathToFileURL(hook).href}` },
    loaded: () => readFileSync(list, 'utf8').split('\n').filter(Boolean),
  };
}
