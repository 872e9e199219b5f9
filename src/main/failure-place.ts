/**
 * Adds to what a user's strategy throws where in its file it was thrown, such as "(dip.ts:31)".
 * Invariant: the same file gives the same words, so that a replay matches; what is thrown is thrown on.
 */
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Strategy, StrategyDefinition } from '../kernel/index.ts';

/** @param path - the file itself; of what is thrown elsewhere on its behalf the file's own line is told. */
export function withPlaces(definition: StrategyDefinition, path: string): StrategyDefinition {
  const placed = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw withPlace(error, path);
    }
  };
  return {
    ...definition,
    create(...given): Strategy {
      const strategy = placed(() => definition.create(...given));
      return {
        observe: (bar) => placed(() => strategy.observe(bar)),
        decide: (view) => placed(() => strategy.decide(view)),
        save: () => placed(() => strategy.save()),
      };
    },
  };
}

function withPlace(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const line = lineOf(error.stack ?? '', path);
  if (line === undefined) return error;
  const placed = new Error(`${error.message} (${basename(path)}:${line})`, { cause: error });
  placed.name = error.name;
  return placed;
}

/** Of the innermost frame in the file. */
function lineOf(stack: string, path: string): string | undefined {
  const names = [path, pathToFileURL(path).href];
  for (const frame of stack.split('\n'))
    for (const name of names) {
      const at = frame.indexOf(`${name}:`);
      if (at !== -1) return /^\d+/.exec(frame.slice(at + name.length + 1))?.[0];
    }
  return undefined;
}
