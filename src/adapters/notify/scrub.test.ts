/** Secrets in what libraries say, in every form in which they may stand there. */
import { HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../bitget/index.ts';
import { scrubberOf } from './scrub.ts';

describe('a scrubber', () => {
  const token = '123456:AAE-secret_token_of_the_bot/+';
  const scrub = scrubberOf([
    new Secret(token),
    new Secret('https://hooks.example/services/1234567890/abcDEF-ghi?key=longEnough'),
  ]);

  it('takes a secret out of a message and of its causes', () => {
    const fetched = new Error(`request to https://api.telegram.org/bot${token}/sendMessage failed`);
    expect(scrub(new HttpError('Network request failed!', fetched))).toBe(
      'Network request failed!: request to https://api.telegram.org/bot[secret]/sendMessage failed',
    );
    expect(scrub(new Error('outer', { cause: fetched }))).not.toContain('AAE-secret');
  });

  it.each([
    ['percent-encoded', encodeURIComponent(token)],
    ['in base64', Buffer.from(token).toString('base64')],
    ['as the address', 'https://hooks.example/services/1234567890/abcDEF-ghi?key=longEnough'],
    ['as the secret part of a path', 'POST /webhooks/abcDEF-ghi'],
    ['as a value of the query', 'key longEnough is wrong'],
  ])('takes it out %s', (_, text) => {
    expect(scrub(new Error(`before ${text} after`))).toMatch(/before .*\[secret\].* after/);
    expect(scrub(text)).not.toMatch(/AAE|abcDEF|longEnough/);
  });

  it('says one short line, and the code where there is no message', () => {
    expect(scrub(new Error(`a\n${'b'.repeat(500)}`))).toHaveLength(200);
    expect(scrub(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
    expect(scrub('plain')).toBe('plain');
  });
});
