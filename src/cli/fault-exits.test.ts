import { expect, test } from 'vitest';
import { FAULT_EXIT_HELP, FAULT_EXITS } from './fault-exits.ts';

test('every fault has an exit code of its own, apart from those of all commands', () => {
  const { other, ...own } = FAULT_EXITS;
  const codes = Object.values(own);
  expect([other, new Set(codes).size, Math.min(...codes)]).toEqual([1, codes.length, 3]);
  for (const [name, code] of Object.entries(own))
    expect(FAULT_EXIT_HELP.replaceAll('\n', ' ')).toContain(`${code} ${name}`);
});
