/**
 * A folder of the system's temporary ones, for the length of a test file.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `viper-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
