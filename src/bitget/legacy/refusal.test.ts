/** Failures as V1 tells them: what is unknown never reads as rejected. */
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../domain/index.ts';
import { lostAnswer, neverSent, refusedByBitget } from '../errors/index.ts';
import { LegacyRefusal, toldOf } from './refusal.ts';

describe('toldOf', () => {
  it.each([
    [
      'a refusal of the exchange',
      refusedByBitget('order/place-order', { code: '40762', msg: 'too much', status: 400 }),
      '40762',
      400,
    ],
    ['a lost answer', lostAnswer('order/place-order', 'ECONNRESET', { says: 'cut' }), '40010', 504],
    ['an answer that says unknown', refusedByBitget('order/place-order', { code: '45001', msg: '' }), '45001', 504],
    ['a failing server', refusedByBitget('order/place-order', { code: '40762', msg: '', status: 502 }), '40010', 504],
    ['what was never sent', neverSent('order/place-order', 'closed', { says: 'the client was closed' }), '40200', 503],
    ['too many requests', refusedByBitget('order/place-order', { code: '429', msg: '', status: 429 }), '429', 429],
    ['a wrong field', new InvalidInput('size', 'x', 'a decimal'), '40017', 400],
    ['a path that is none', new LegacyRefusal('40404', 'GET /x', 404), '40404', 404],
  ])('tells %s', (_case, error, code, status) => {
    expect(toldOf(error)).toMatchObject({ code, status, msg: expect.stringMatching(/./) });
  });

  it('asks for a look at the order after an unknown outcome', () => {
    expect(toldOf(lostAnswer('order/place-order', 'timeout', { says: 'no answer' }))?.msg).toMatch(
      /unknown.*clientOid/,
    );
  });

  it('leaves what nobody foresaw to the log', () => {
    expect(toldOf(new Error('secret inside'))).toBeUndefined();
  });
});
