/**
 * What the Unified handlers share: their type, and the reading of prices, sizes and names.
 * Invariant: text becomes ticks and lots here, exactly or not at all.
 */
import type { RequestOf, ResponseOf } from '../../../../bitget/protocol/index.ts';
import type { unifiedEndpoints } from '../../../../bitget/unified/index.ts';
import {
  formatSteps,
  type Instrument,
  type Lots,
  parsePrice,
  parseSize,
  type Ticks,
} from '../../../../domain/index.ts';
import { ApiError } from '../../http/api-error.ts';
import { type Call, readOr } from '../../routes/call.ts';
import type { Names } from '../../routes/names.ts';

export type UnifiedKey = keyof typeof unifiedEndpoints;

export type UnifiedHandler<Key extends UnifiedKey> = (
  request: RequestOf<(typeof unifiedEndpoints)[Key]>,
  call: Call,
) => ResponseOf<(typeof unifiedEndpoints)[Key]>;

export type UnifiedHandlers<Keys extends UnifiedKey> = { readonly [Key in Keys]: UnifiedHandler<Key> };

/** The bare word of calls that set something. */
export const DONE = 'success';

/** @throws ApiError 25244 when the price is no whole multiple of the tick. */
export const readPrice = (instrument: Instrument, text: string): Ticks =>
  readOr(
    () => parsePrice(instrument, text),
    () => new ApiError('25244', formatSteps(1, instrument.tick)),
  );

/** Undefined for a field that is absent or empty. */
export const readOptionalPrice = (instrument: Instrument, text: string | undefined): Ticks | undefined =>
  text ? readPrice(instrument, text) : undefined;

/** @throws ApiError 22038 when the size is no whole multiple of the lot. */
export const readSize = (instrument: Instrument, text: string): Lots =>
  readOr(
    () => parseSize(instrument, text),
    () => new ApiError('22038', formatSteps(1, instrument.lot)),
  );

/** @throws ApiError 40924 when neither name is given. */
export function isNamed({ orderId, clientOid }: Names): (row: { id: string; clientOid: string }) => boolean {
  if (orderId) return (row) => row.id === orderId;
  if (!clientOid) throw new ApiError('40924');
  return (row) => row.clientOid === clientOid;
}

/** Runs each item by itself: one that fails tells its code, the others stand. */
export function runEach<Item>(
  items: readonly Item[],
  run: (item: Item) => { orderId: string; clientOid: string },
  nameOf: (item: Item) => Names,
) {
  return items.map((item) => {
    try {
      return run(item);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { orderId = '', clientOid = '' } = nameOf(item);
      return { orderId, clientOid, code: error.apiCode, msg: error.message };
    }
  });
}
