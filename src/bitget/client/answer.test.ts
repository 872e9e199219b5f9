/** What comes over the wire in place of an answer: none of it is ever read as one. */
import { describe, expect, test } from 'vitest';
import { readAnswer, retryAfterMs } from './answer.ts';

const envelope = (data: unknown) => JSON.stringify({ code: '00000', msg: 'success', requestTime: 1, data });

describe('an unreadable answer leaves the outcome open', () => {
  test.each([
    ['nothing', '', 'empty-answer'],
    ['blanks', ' \r\n', 'empty-answer'],
    ['the page of a proxy', '<html><body>502 Bad Gateway</body></html>', 'unreadable-answer'],
    ['a cut body', envelope([1, 2, 3]).slice(0, -4), 'unreadable-answer'],
    ['JSON null', 'null', 'unreadable-answer'],
    ['a bare list', '[]', 'unreadable-answer'],
    ['no code', '{"msg":"success","data":[]}', 'unreadable-answer'],
    ['a code that is none', '{"code":{},"data":[]}', 'unreadable-answer'],
  ])('%s', (_, text, code) => {
    for (const status of [200, 400, 502]) {
      expect(() => readAnswer('x', status, text)).toThrow(expect.objectContaining({ outcome: 'unknown', code }));
    }
  });
});

test.each([
  ['a code as a number', '{"code":40762,"msg":"no","data":null}', { code: '40762', msg: 'no' }],
  ['no message', '{"code":"40762","msg":null}', { code: '40762', msg: '' }],
  ['more fields than documented', '{"code":"00000","msg":"success","data":[],"traceId":"7"}', { code: '00000' }],
])('%s is read', (_, text, expected) => {
  expect(readAnswer('x', 400, text)).toMatchObject(expected);
});

test('too many requests need no body', () => {
  expect(readAnswer('x', 429, '')).toMatchObject({ code: '429' });
  expect(readAnswer('x', 429, '<html>')).toMatchObject({ code: '429' });
});

test.each([
  ['2', 2_000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:00:05 GMT', 4_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['', undefined],
  ['soon', undefined],
])('Retry-After %j is a pause of %s ms', (header, pauseMs) => {
  expect(retryAfterMs(header, 1_000)).toBe(pauseMs);
});
