/**
 * One authenticated request on its way through a handler, and what every handler needs of it.
 * Invariant: text becomes ticks and lots here, exactly or not at all.
 */

import type { EndpointKey, endpoints, RequestOf, ResponseOf } from '../../../bitget/protocol/index.ts';
import {
  formatSteps,
  type Instrument,
  InvalidInput,
  type Lots,
  type PositionMode,
  parsePrice,
  parseSize,
  type Ticks,
} from '../../../domain/index.ts';
import type { Accepted, CommandAnswer, PaperExchange } from '../../core/index.ts';
import type { Desk } from '../desk.ts';
import { ApiError } from '../http/api-error.ts';
import type { Asked, RefusalTranslator } from '../refusals.ts';

export type Handler<Key extends EndpointKey> = (
  request: RequestOf<(typeof endpoints)[Key]>,
  call: Call,
) => ResponseOf<(typeof endpoints)[Key]>;

export type Handlers<Keys extends EndpointKey = EndpointKey> = { readonly [Key in Keys]: Handler<Key> };

export class Call {
  readonly desk: Desk;
  readonly #account: string | undefined;
  readonly #refusal: RefusalTranslator;

  constructor(desk: Desk, account: string | undefined, refusal: RefusalTranslator) {
    this.desk = desk;
    this.#account = account;
    this.#refusal = refusal;
  }

  get exchange(): PaperExchange {
    return this.desk.parts.exchange;
  }

  /** Of a private request. */
  get account(): string {
    if (this.#account === undefined) throw new ApiError('40001');
    return this.#account;
  }

  get positionMode(): PositionMode {
    return this.exchange.account(this.account).positionMode;
  }

  /** @throws ApiError 40034, or 25100 of the Unified API, when the symbol is not listed. */
  instrument(symbol: string): Instrument {
    const instrument = this.desk.parts.instruments.get(symbol);
    if (!instrument) throw this.#refusal({ ok: false, code: 'unknown-symbol', details: { symbol } });
    return instrument;
  }

  /** @throws ApiError for a refusal of the core. */
  execute(run: (exchange: PaperExchange, at: number) => CommandAnswer, asked: Asked = {}): Accepted {
    const result = this.desk.command(run);
    if (!result.ok) throw this.#refusal(result, asked);
    return result;
  }
}

/** @throws ApiError 45115 when the price is no whole multiple of the tick. */
export function readPrice(instrument: Instrument, text: string): Ticks {
  return readOr(() => parsePrice(instrument, text), new ApiError('45115', formatSteps(1, instrument.tick)));
}

/** Undefined for a field that is absent or empty. */
export const readOptionalPrice = (instrument: Instrument, text: string | undefined): Ticks | undefined =>
  text === undefined || text === '' ? undefined : readPrice(instrument, text);

/** @throws ApiError 22038 when the size is no whole multiple of the lot. */
export function readSize(instrument: Instrument, text: string): Lots {
  return readOr(() => parseSize(instrument, text), new ApiError('22038', formatSteps(1, instrument.lot)));
}

/** @throws ApiError `refusal` where `parse` finds a text that is not allowed. */
export function readOr<T>(parse: () => T, refusal: ApiError): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidInput) throw refusal;
    throw error;
  }
}

/** Runs each item by itself: what fails is listed with its reason, the others stand. */
export function runBatch<Item>(
  items: readonly Item[],
  run: (item: Item) => { orderId: string; clientOid: string },
  names: (item: Item) => { orderId: string; clientOid: string },
) {
  const successList: { orderId: string; clientOid: string }[] = [];
  const failureList: { orderId: string; clientOid: string; errorMsg: string; errorCode: string }[] = [];
  for (const item of items) {
    try {
      successList.push(run(item));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failureList.push({ ...names(item), errorMsg: error.message, errorCode: error.apiCode });
    }
  }
  return { successList, failureList };
}
