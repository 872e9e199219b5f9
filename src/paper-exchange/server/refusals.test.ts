/**
 * The core's refusals in the words of both families, where the choice of the code says something.
 */
import { describe, expect, it } from 'vitest';
import type { RefusalCode } from '../core/index.ts';
import { refusalError } from './refusals.ts';
import { unifiedRefusal } from './unified/refusals.ts';

describe('a refusal', () => {
  it.each<[RefusalCode, string, string]>([
    ['position-limit', '40763', '25230'],
    ['size-over-leverage', '45010', '25233'],
    ['leverage-over-tier', '45045', '25223'],
    ['insufficient-margin', '40762', '25203'],
    ['reduce-size', '40757', '25231'],
    ['no-position', '22002', '25227'],
  ])('%s is %s to a Classic account and %s to a Unified one', (code, classic, unified) => {
    const refusal = { ok: false, code, details: {} } as const;
    expect([refusalError(refusal).apiCode, unifiedRefusal(refusal).apiCode]).toEqual([classic, unified]);
  });

  it('fills the text with what was wanted', () => {
    const refusal = { ok: false, code: 'below-minimum-notional', details: { notionalMin: '5' } } as const;
    expect(refusalError(refusal).message).toContain('less than the minimum amount 5 USDT');
  });
});
