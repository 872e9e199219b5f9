/**
 * Says the core's refusals in the codes of one API, by its table.
 * Invariant: every refusal of the core has a code in every table; the compiler holds it.
 */
import type { PositionSide } from '../../domain/index.ts';
import type { Refusal, RefusalCode } from '../core/index.ts';
import { type ApiCode, ApiError } from './http/api-error.ts';

/** What was asked, where the code depends on it. */
export type Asked = {
  readonly positionSide?: PositionSide;
  readonly side?: 'buy' | 'sell';
  readonly isTrigger?: boolean;
};

/** A refusal in the words of one API. */
export type RefusalTranslator = (refusal: Refusal, asked?: Asked) => ApiError;

type Translation =
  | ApiCode
  /** The detail that fills the text. */
  | { readonly code: ApiCode; readonly detail: string }
  | { readonly order: ApiCode; readonly trigger: ApiCode };

export type RefusalTable = Readonly<
  Record<Exclude<RefusalCode, 'price-out-of-band' | 'trigger-would-fire'>, Translation>
>;

/** A trigger that would fire at once: by the position's side and the trigger's kind. */
export type WouldFire = Readonly<Record<PositionSide, Readonly<Record<string, ApiCode>>>>;

export const refusalTranslator =
  (table: RefusalTable, wouldFire: WouldFire): RefusalTranslator =>
  ({ code, details }, { side, positionSide = 'long', isTrigger = false } = {}) => {
    if (code === 'price-out-of-band') return new ApiError(side === 'sell' ? '40816' : '40815');
    if (code === 'trigger-would-fire') return new ApiError(wouldFire[positionSide][String(details.kind)] ?? '400172');
    const translation = table[code];
    if (typeof translation === 'string') return new ApiError(translation);
    if ('order' in translation) return new ApiError(isTrigger ? translation.trigger : translation.order);
    return new ApiError(translation.code, String(details[translation.detail] ?? ''));
  };
