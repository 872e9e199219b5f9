/**
 * The one table from the core's refusals to Bitget's codes.
 * Invariant: every refusal of the core has its code here; the compiler holds it.
 */
import type { PositionSide } from '../../domain/index.ts';
import type { Refusal, RefusalCode } from '../core/index.ts';
import { type ApiCode, ApiError } from './http/api-error.ts';

type Translation = ApiCode | { readonly code: ApiCode /** The detail that fills the text. */; readonly detail: string };

const TABLE: Record<Exclude<RefusalCode, 'price-out-of-band' | 'trigger-would-fire' | 'no-position'>, Translation> = {
  'unknown-symbol': { code: '40034', detail: 'symbol' },
  halted: '45043',
  'opening-not-allowed': '45043',
  'no-price': '40783',
  'price-missing': '40019',
  'price-invalid': '400172',
  'size-invalid': '400172',
  'size-below-minimum': '45111',
  'size-above-maximum': '45112',
  'below-minimum-notional': { code: '45110', detail: 'notionalMin' },
  'insufficient-margin': '40762',
  'leverage-out-of-range': '45045',
  'margin-mode-mismatch': { code: '400172', detail: 'marginMode' },
  'duplicate-client-oid': '40786',
  'too-many-orders': { code: '45118', detail: 'openMax' },
  'too-many-triggers': { code: '45118', detail: 'openMax' },
  'reduce-size': '40757',
  'order-not-found': '40768',
  'trigger-not-found': '43025',
  'position-mode-locked': '40920',
  'margin-mode-locked': '45117',
  'leverage-over-tier': '45045',
  'size-over-leverage': '45010',
  'position-limit': '40763',
  'plan-not-found': '43025',
  'too-many-plans': { code: '45118', detail: 'openMax' },
  'callback-invalid': { code: '40020', detail: 'callbackRatio' },
  'nothing-to-change': '40923',
  'not-isolated': '40875',
  'margin-not-removable': '43117',
  'amount-invalid': { code: '40020', detail: 'amount' },
  'funding-interval-invalid': '400172',
  'duplicate-account': '400172',
};

const WOULD_FIRE: Record<PositionSide, Record<string, ApiCode>> = {
  long: { 'take-profit': '40830', 'stop-loss': '40834' },
  short: { 'take-profit': '40832', 'stop-loss': '40836' },
};

/** What was asked, where the code depends on it. */
export type Asked = {
  readonly positionSide?: PositionSide;
  readonly side?: 'buy' | 'sell';
  readonly isTrigger?: boolean;
};

/** A refusal in the words of one API. */
export type RefusalTranslator = (refusal: Refusal, asked?: Asked) => ApiError;

export function refusalError({ code, details }: Refusal, asked: Asked = {}): ApiError {
  if (code === 'price-out-of-band') return new ApiError(asked.side === 'sell' ? '40816' : '40815');
  if (code === 'no-position') return new ApiError(asked.isTrigger ? '40837' : '22002');
  if (code === 'trigger-would-fire') {
    return new ApiError(WOULD_FIRE[asked.positionSide ?? 'long'][String(details.kind)] ?? '400172');
  }
  const translation = TABLE[code];
  if (typeof translation === 'string') return new ApiError(translation);
  return new ApiError(translation.code, String(details[translation.detail] ?? ''));
}
