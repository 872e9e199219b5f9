/**
 * An error in place of the answer: one of the exchange's own codes, or a gateway's status with a page.
 * Invariant: texts are the venue's own; a code of the venue comes in its envelope, a status of a gateway does not.
 */
import { Type } from 'typebox';
import { type Answer, defineFault } from '../define-fault.ts';
import { requestRule } from '../rule.ts';
import { hasEffect } from './effect.ts';

const VENUE = {
  '429': 'Too many requests',
  '40010': 'Request timed out',
  '40015': 'System is abnormal, please try again later',
  '40725': 'service return an error',
  '40808': 'Parameter verification exception',
  '45001': 'Unknown error',
} as const;

const GATEWAY = {
  '500': 'Internal Server Error',
  '502': 'Bad Gateway',
  '503': 'Service Unavailable',
  '504': 'Gateway Time-out',
} as const;

type VenueCode = keyof typeof VENUE;
type ErrorCode = VenueCode | keyof typeof GATEWAY;

const CODES = Object.keys({ ...VENUE, ...GATEWAY }) as ErrorCode[];

export const errorAnswer = defineFault({
  plane: 'request',
  kind: 'error-answer',
  summary: 'an error of the exchange or of its gateway in place of the answer',
  schema: requestRule('error-answer', {
    code: Type.Union(
      CODES.map((code) => Type.Literal(code)),
      { description: CODES.join(', ') },
    ),
    hasEffect: hasEffect(false),
  }),
  act: (rule) => ({
    hasEffect: rule.hasEffect ?? false,
    forge: ({ now }) => errorOf(rule.code as ErrorCode, now),
  }),
});

function errorOf(code: ErrorCode, now: number): Answer {
  if (!isVenueCode(code))
    return { status: Number(code), contentType: 'text/html', body: pageOf(`${code} ${GATEWAY[code]}`) };
  const body = JSON.stringify({ code, msg: VENUE[code], requestTime: now, data: null });
  return { status: code === '429' ? 429 : 400, contentType: 'application/json; charset=utf-8', body };
}

const isVenueCode = (code: ErrorCode): code is VenueCode => Object.hasOwn(VENUE, code);

/** The page of a gateway. */
export const pageOf = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
