/** JSON numbers that no float has touched. */
import { expect, it } from 'vitest';
import { exactAmount, exactNumber } from './exact-number.ts';

it('keeps every digit', () => {
  const text = '10000.123456789012345678';
  expect(JSON.stringify({ equity: exactNumber(text) })).toBe(`{"equity":${text}}`);
  expect(JSON.stringify([exactNumber('-0.5'), exactNumber('0.10'), exactAmount('')])).toBe('[-0.5,0.10,0]');
});

it.each(['', 'x', '01', '1.', '--1', '1e5', '[1]', '"1"', '1,2'])('gives null for %j, which is no number', (text) => {
  expect(exactNumber(text)).toBeNull();
});
