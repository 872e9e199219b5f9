/** Whoever wrote a strategy is told the line that failed, and the same one in a replay. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import type { StrategyView } from '../kernel/index.ts';
import { loadStrategies } from './strategy-files.ts';

const folder = temporaryFolder('failure-place');
let count = 0;

afterAll(() => folder.remove());

/** What it throws when it decides. */
function thrownBy(decide: string): unknown {
  count += 1;
  const home = join(folder.path, String(count));
  mkdirSync(home);
  const text = `import { defineStrategy } from 'viper/strategies';
export const strategy = defineStrategy({
  name: 'own',
  about: 'Fails.',
  params: {},
  timeframes: ['15m'],
  warmupBars: () => 0,
  create: () => ({
    observe() {},
    ${decide},
    save: () => ({ seen: 1 }),
  }),
});
`;
  writeFileSync(join(home, 'own.ts'), text);
  const [own] = loadStrategies([join(home, 'own.ts')]);
  const strategy = own?.definition.create({}, {} as never);
  expect(strategy?.save()).toEqual({ seen: 1 });
  try {
    strategy?.decide({} as StrategyView);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('what a strategy of the user throws', () => {
  it('says the line of its file', () => {
    const failed = thrownBy('decide({ position }) { return [position.size]; }');
    expect(failed).toBeInstanceOf(Error);
    expect(failed).toMatchObject({
      name: 'TypeError',
      message: "Cannot read properties of undefined (reading 'size') (own.ts:10)",
      cause: expect.any(TypeError),
    });
  });

  it('is as it was where it is no error', () => {
    expect(thrownBy("decide() { throw 'no'; }")).toBe('no');
  });
});
