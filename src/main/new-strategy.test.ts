import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { newStrategy } from './new-strategy.ts';
import { loadStrategies } from './strategy-files.ts';

const folder = temporaryFolder('new-strategy');

afterAll(() => folder.remove());

describe('a new strategy', () => {
  it.each(['ema-cross', 'donchian-breakout', 'bollinger-reversion'] as const)(
    'like %s loads under its own name',
    (like) => {
      const { files, strategy } = newStrategy({ name: 'dip-buyer', dir: join(folder.path, like), like });
      expect(files.map((file) => file.split('/').at(-1))).toEqual(['dip-buyer.mts', 'dip-buyer.test.mts', 'README.md']);
      expect(loadStrategies([strategy])[0]?.definition.name).toBe('dip-buyer');
      expect(readFileSync(strategy, 'utf8')).toContain('class DipBuyer implements Strategy');
      const [, page = ''] = files.filter((file) => !file.includes('.test.'));
      const shown = [...readFileSync(page, 'utf8').matchAll(/--param (?:dip-buyer\.)?([a-zA-Z]+)=([\d.]+)/g)];
      expect(shown).toHaveLength(2);
      for (const [, parameter = '', value] of shown) {
        const { min, max } = loadStrategies([strategy])[0]?.definition.params[parameter] ?? { min: 1, max: 0 };
        expect(Number(value)).toSatisfy((number: number) => number >= min && number <= max, parameter);
      }
    },
  );

  it('is a .ts file where the package around it is a module', () => {
    writeFileSync(join(folder.path, 'package.json'), '{ "type": "module" }');
    const { strategy } = newStrategy({ name: 'one', dir: join(folder.path, 'a/b'), like: 'ema-cross' });
    expect(strategy).toMatch(/one\.ts$/);
  });

  it('overwrites nothing', () => {
    const dir = join(folder.path, 'taken');
    mkdirSync(dir);
    writeFileSync(join(dir, 'README.md'), 'mine');
    expect(() => newStrategy({ name: 'two', dir, like: 'ema-cross' })).toThrow(
      /--dir: .*a folder without .*README\.md/,
    );
    expect(readdirSync(dir)).toEqual(['README.md']);
    expect(readFileSync(join(dir, 'README.md'), 'utf8')).toBe('mine');
  });

  it.each([
    ['Dip', /name: "Dip"/],
    ['../dip', /name: "\.\.\/dip"/],
    ['dip-', /name: "dip-"/],
    ['a'.repeat(41), /up to 40/],
    ['scalper', /no name of a profile/],
  ])('is not called %s', (name, message) => {
    expect(() => newStrategy({ name, dir: folder.path, like: 'ema-cross' })).toThrow(message);
  });
});
