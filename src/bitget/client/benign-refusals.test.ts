import { describe, expect, it } from 'vitest';
import { refusedByBitget } from '../errors/index.ts';
import { orAbsent, unlessUnchanged } from './benign-refusals.ts';

const refused = (code: string) => refusedByBitget('any', { code, msg: 'no' });

describe('a refusal', () => {
  it('that says "it is so already" is none where that was wanted; any other one is', async () => {
    await unlessUnchanged(Promise.reject(refused('40814')));
    await expect(unlessUnchanged(Promise.reject(refused('40762')))).rejects.toThrow('no');
  });

  it('that says "no such order" is an answer; any other one is not', async () => {
    expect(await orAbsent(() => Promise.reject(refused('40109')))).toBe('absent');
    await expect(orAbsent(() => Promise.reject(refused('40762')))).rejects.toThrow('no');
    expect(await orAbsent(async () => 'here')).toBe('here');
  });
});
