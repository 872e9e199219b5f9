import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { InvalidInput } from '../domain/index.ts';
import { loadStrategies } from './strategy-files.ts';

const folder = temporaryFolder('strategy-files');
let count = 0;

afterAll(() => folder.remove());

/** Each in a folder of its own: Node keeps what it has loaded. */
function file(text: string, name = 'own.ts'): string {
  count += 1;
  const home = join(folder.path, String(count));
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, name), text);
  return join(home, name);
}

const source = (fields = '', name = 'own') => `
import { defineStrategy, type Strategy } from 'viper/strategies';

export const strategy = defineStrategy({
  name: '${name}',
  about: 'Waits.',
  params: { bars: { default: 5, min: 1, max: 9, isInteger: true, about: 'bars of something' } },
  timeframes: ['15m'],
  warmupBars: ({ bars }) => bars,
  create: (): Strategy => ({ observe() {}, decide: () => [], save: () => ({}) }),
  ${fields}
});
`;

const plain = (text: string): string => text.replace(', type Strategy', '').replace('(): Strategy', '()');

describe("a user's file", () => {
  it.each(['own.ts', 'own.mts', 'own.mjs', 'own.js'])('is loaded as %s, with the Viper that runs', (name) => {
    const text = name.endsWith('ts') ? source() : plain(source());
    const path = file(text, name);
    writeFileSync(join(path, '../package.json'), '{ "type": "module" }');
    const [own] = loadStrategies([path]);
    expect(own).toMatchObject({ definition: { name: 'own' }, codeHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is found from the working directory, and known by its content', () => {
    const [a, b, c] = [file(source()), file(source()), file(source("about: 'Waits on.',"))];
    const hash = (path: string): string | undefined => loadStrategies([relative('.', path)])[0]?.codeHash;
    expect(hash(a)).toBe(hash(b));
    expect(hash(a)).not.toBe(hash(c));
  });

  it('may import a file beside it', () => {
    const path = file(`export { strategy } from './part.ts';`);
    writeFileSync(join(path, '../part.ts'), source());
    expect(loadStrategies([path])).toHaveLength(1);
  });

  it('is known by the files that it imports too, through others and under other names of folders', () => {
    const own = `import { about } from './lib/words.ts';\n${source('about,')}`;
    const made = (words: string, deep = "export const deep = 'deep';"): string | undefined => {
      const path = file(own);
      mkdirSync(join(path, '../lib'));
      writeFileSync(
        join(path, '../lib/words.ts'),
        `import { deep } from '../deep.ts';\nexport const about = '${words}' + deep;`,
      );
      writeFileSync(join(path, '../deep.ts'), deep);
      return loadStrategies([path])[0]?.codeHash;
    };
    expect(made('Waits.')).toBe(made('Waits.'));
    const hashes = [made('Waits.'), made('Waits on.'), made('Waits.', "export const deep = 'deeper';")];
    expect(new Set(hashes).size).toBe(3);
  });

  it('shares a file with another without losing what that one imports', () => {
    const first = file(`import { about } from './shared.ts';\n${source('about,', 'one')}`);
    const second = join(first, '../second.ts');
    writeFileSync(second, `import { about } from './shared.ts';\n${source('about,', 'two')}`);
    writeFileSync(join(first, '../shared.ts'), "export { about } from './below.ts';");
    writeFileSync(join(first, '../below.ts'), "export const about = 'Waits.';");
    const hashes = (): string[] => loadStrategies([first, second]).map(({ codeHash }) => codeHash);
    const before = hashes();
    writeFileSync(join(first, '../below.ts'), "export const about = 'Waits on.';");
    const after = hashes();
    expect(after.map((hash, i) => hash === before[i])).toEqual([false, false]);
  });

  it('alone is known by its own content, and not by packages or Viper', () => {
    const path = file(source());
    const text = createHash('sha256').update(source()).digest('hex');
    expect(loadStrategies([path])[0]?.codeHash).toBe(text);
  });

  it('that imports more files than a strategy has is refused', () => {
    const names = Array.from({ length: 201 }, (_, i) => `part${i}`);
    const path = file(names.map((name) => `import './${name}.ts';`).join('\n') + source());
    for (const name of names) writeFileSync(join(path, `../${name}.ts`), '');
    expect(() => loadStrategies([path])).toThrow(/imports at most 200 files/);
  });

  it.each([
    ['a name of a profile', source('', 'scalper'), /strategy\.name: "scalper".*a profile of Viper/],
    ['no export', 'export const other = 1;', /export const strategy = .*it exports other/],
    ['a default export alone', 'export default {};', /export const strategy = .*it exports default/],
    ['nothing', '', /it exports nothing|export const strategy/],
    ['a number', 'export const strategy = 7;', /strategy: 7 is not allowed; expected what defineStrategy/],
    ['no create', source('create: undefined as never,'), /strategy\.create: missing/],
    ['a bad name', source("name: 'My Strategy',"), /strategy\.name: "My Strategy"/],
    [
      'a bad default',
      source("params: { a: { default: 3, min: 4, max: 5, about: 'x' } },"),
      /params\.a\.default: 3.*4.*5/,
    ],
    ['a bad bound', source("params: { a: { default: 3, min: NaN, max: 5, about: 'x' } },"), /params\.a\.min: NaN/],
    ['bars that are none', source("timeframes: ['7x'] as never,"), /timeframe: "7x"/],
    ['no bars', source('timeframes: [] as never,'), /strategy\.timeframes: \[\]/],
    ['a warm-up that is none', source('warmupBars: () => 0.5,'), /strategy\.warmupBars: 0\.5/],
    ['a module that throws', 'throw new RangeError("no such luck");', /failed with RangeError: no such luck/],
    ['a module that waits', 'await new Promise(() => {}); export const strategy = 1;', /failed with Error: .*await/],
    ['syntax that Node cannot strip', 'enum A { B }\nexport const strategy = A;', /failed with SyntaxError: .*enum/],
    ['an import that is not there', "import 'viper/nowhere';", /failed with Error: .*nowhere/],
  ])('with %s is refused, and says why', (_, text, message) => {
    const path = file(text);
    expect(() => loadStrategies([path])).toThrow(InvalidInput);
    expect(() => loadStrategies([path])).toThrow(message);
    expect(() => loadStrategies([path])).toThrow(path);
  });

  it('is refused where it is missing, or no module', () => {
    expect(() => loadStrategies(['no/such/file.ts'])).toThrow(/--strategy: "no\/such\/file.ts".*ENOENT/);
    expect(() => loadStrategies(['strategy.json'])).toThrow(/ends in \.ts, \.mts, \.js, \.mjs/);
  });

  it('is refused with the name of another file', () => {
    expect(() => loadStrategies([file(source()), file(source("about: 'Other.',"))])).toThrow(/that of another file/);
  });
});
