import { appendFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { lineFile } from './line-file.ts';

const folder = temporaryFolder('line-file');
afterEach(() => folder.remove());

const failures: unknown[] = [];
const open = (name = 'signals.jsonl') => lineFile(join(folder.path, 'deep', name), (error) => failures.push(error));

it('gives back what was appended, and nothing where nothing was', () => {
  expect(open().lines()).toEqual([]);
  open().append('one');
  open().append('two');
  expect(open().lines()).toEqual(['one', 'two']);
  expect(statSync(join(folder.path, 'deep/signals.jsonl')).mode & 0o777).toBe(0o600);
  open().replace(['two']);
  expect(open().lines()).toEqual(['two']);
  expect(readdirSync(join(folder.path, 'deep'))).toEqual(['signals.jsonl']);
  expect(failures).toEqual([]);
});

it('leaves a line out that a crash has cut, and keeps the next one whole', () => {
  open().append('one');
  appendFileSync(join(folder.path, 'deep/signals.jsonl'), '{"cut');
  const store = open();
  expect(store.lines()).toEqual(['one']);
  store.append('two');
  expect(open().lines()).toEqual(['one', '{"cut', 'two']);
});

it('tells what fails, and throws nothing', () => {
  mkdirSync(join(folder.path, 'deep/signals.jsonl'), { recursive: true });
  const store = open();
  expect(store.lines()).toEqual([]);
  store.append('one');
  store.replace(['one']);
  expect(failures.length).toBe(3);
});
