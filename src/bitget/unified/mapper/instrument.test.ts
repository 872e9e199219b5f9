/**
 * Which contracts of the Unified API are ours.
 */
import { expect, test } from 'vitest';
import { isPerpetual, type UnifiedInstrumentRow } from './instrument.ts';

test.each([
  ['as documented at first', { symbolType: 'perpetual' }, true],
  ['with what it is written upon beside it', { type: 'perpetual', symbolType: 'crypto' }, true],
  ['that is delivered', { type: 'delivery', symbolType: 'crypto' }, false],
  ['that is delivered, as documented at first', { symbolType: 'delivery' }, false],
])('a contract %s', (_what, row, isOurs) => {
  expect(isPerpetual(row as UnifiedInstrumentRow)).toBe(isOurs);
});
