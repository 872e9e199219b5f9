/**
 * Which market a data folder belongs to. An exchange that is kept there goes on only with the same market.
 * Invariant: a folder is claimed once; another market is refused before anything in it is touched.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../domain/index.ts';
import type { MarketSource } from '../paper-exchange/core/index.ts';

const FILE = 'market.json';

/** @throws InvalidInput when the folder holds a run over another market. */
export function claimFolder(folder: string, source: MarketSource): void {
  const symbols = source.instruments.map(({ symbol }) => symbol).sort();
  const claim = JSON.stringify({ market: source.name, symbols });
  const file = join(folder, FILE);
  const kept = readKept(file);
  if (kept === claim) return;
  if (kept !== undefined)
    throw new InvalidInput(
      '--data-dir',
      folder,
      `an empty folder, or one of a run over the same market; it holds ${kept}`,
    );
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, claim);
}

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
