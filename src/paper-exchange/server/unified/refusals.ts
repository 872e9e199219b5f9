/**
 * The one table from the core's refusals to the Unified API's codes.
 * Invariant: every refusal of the core has its code here; the compiler holds it.
 */
import type { PositionSide } from '../../../domain/index.ts';
import type { Refusal, RefusalCode } from '../../core/index.ts';
import { type ApiCode, ApiError } from '../http/api-error.ts';
import type { Asked } from '../refusals.ts';

type Translation = ApiCode | { readonly code: ApiCode /** The detail that fills the text. */; readonly detail: string };

const TABLE: Record<
  Exclude<RefusalCode, 'price-out-of-band' | 'trigger-would-fire' | 'no-position' | 'reduce-size'>,
  Translation
> = {
  'unknown-symbol': { code: '25100', detail: 'symbol' },
  halted: '25106',
  'opening-not-allowed': '25105',
  'no-price': '25222',
  'price-missing': '40019',
  'price-invalid': '400172',
  'size-invalid': '400172',
  'size-below-minimum': '45111',
  'size-above-maximum': '45112',
  'below-minimum-notional': { code: '45110', detail: 'notionalMin' },
  'insufficient-margin': '25203',
  'leverage-out-of-range': '25223',
  'margin-mode-mismatch': { code: '400172', detail: 'marginMode' },
  'duplicate-client-oid': '25212',
  'too-many-orders': { code: '25211', detail: 'openMax' },
  'too-many-triggers': { code: '25599', detail: 'openMax' },
  'order-not-found': '25204',
  'trigger-not-found': '25597',
  'position-mode-locked': '40920',
  'margin-mode-locked': '45117',
  'leverage-over-tier': '25223',
  'size-over-leverage': '25233',
  'position-limit': '25230',
  'plan-not-found': '25597',
  'too-many-plans': { code: '25599', detail: 'openMax' },
  'callback-invalid': { code: '40020', detail: 'callback' },
  'nothing-to-change': '25571',
  'not-isolated': { code: '25240', detail: 'symbol' },
  'margin-not-removable': '43117',
  'amount-invalid': { code: '40020', detail: 'amount' },
  'funding-interval-invalid': '400172',
  'duplicate-account': '400172',
};

const WOULD_FIRE: Record<PositionSide, Record<string, ApiCode>> = {
  long: { 'take-profit': '25585', 'stop-loss': '25586' },
  short: { 'take-profit': '25587', 'stop-loss': '25588' },
};

export function unifiedRefusal({ code, details }: Refusal, asked: Asked = {}): ApiError {
  if (code === 'price-out-of-band') return new ApiError(asked.side === 'sell' ? '40816' : '40815');
  if (code === 'no-position') return new ApiError(asked.isTrigger ? '25601' : '25227');
  if (code === 'reduce-size') return new ApiError(asked.isTrigger ? '25595' : '25231');
  if (code === 'trigger-would-fire') {
    return new ApiError(WOULD_FIRE[asked.positionSide ?? 'long'][String(details.kind)] ?? '400172');
  }
  const translation = TABLE[code];
  if (typeof translation === 'string') return new ApiError(translation);
  return new ApiError(translation.code, String(details[translation.detail] ?? ''));
}
