/**
 * Writes the generated pages of docs/reference, and with `--codes FILE` first the table of error codes from FILE, a JSON
 * object of code → text. Usage: node scripts/generate-reference.ts [--codes FILE]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { officialCodesSource } from './reference/official-codes.ts';

const root = join(import.meta.dirname, '..');
const write = (path: string, text: string): void => {
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
};

const { codes } = parseArgs({ options: { codes: { type: 'string' } } }).values;
if (codes !== undefined) {
  const read = JSON.parse(readFileSync(codes, 'utf8')) as Record<string, string>;
  write('src/bitget/errors/official-codes.ts', officialCodesSource(read));
}

// Loaded after the table of codes is written, which the pages are made of.
const { pages } = await import('./reference/pages.ts');
const { openApiFiles } = await import('./reference/open-api.ts');
mkdirSync(join(root, 'docs/reference/openapi'), { recursive: true });
for (const [path, text] of Object.entries({ ...pages(), ...(await openApiFiles()) })) write(path, text);
