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
  type PositionSide,
  parsePrice,
  parseSize,
  type Ticks,
} from '../../../domain/index.ts';
import type { Accepted, CloseAnswer, CommandAnswer, PaperExchange } from '../../core/index.ts';
import type { Desk } from '../desk.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/authenticate.ts';
import type { Asked, RefusalTranslator } from '../refusal-translator.ts';

export type Handler<Key extends EndpointKey> = (
  request: RequestOf<(typeof endpoints)[Key]>,
  call: Call,
) => ResponseOf<(typeof endpoints)[Key]>;

export type Handlers<Keys extends EndpointKey = EndpointKey> = { readonly [Key in Keys]: Handler<Key> };

export class Call {
  readonly desk: Desk;
  readonly #caller: Caller | undefined;
  readonly #refusal: RefusalTranslator;

  constructor(desk: Desk, caller: Caller | undefined, refusal: RefusalTranslator) {
    this.desk = desk;
    this.#caller = caller;
    this.#refusal = refusal;
  }

  get exchange(): PaperExchange {
    return this.desk.parts.exchange;
  }

  /** Of a private request. */
  get caller(): Caller {
    if (this.#caller === undefined) throw new ApiError('40001');
    return this.#caller;
  }

  get account(): string {
    return this.caller.account;
  }

  get positionMode(): PositionMode {
    return this.exchange.account(this.account).positionMode;
  }

  /** @throws ApiError 40034, or 25100 of the Unified API, when the symbol is not listed. */
  instrument(symbol: string): Instrument {
    if (!this.desk.parts.instruments.has(symbol))
      throw this.#refusal({ ok: false, code: 'unknown-symbol', details: { symbol } });
    return this.exchange.instrument(symbol);
  }

  /** @throws ApiError for a refusal of the core. */
  execute(run: (exchange: PaperExchange, at: number) => CommandAnswer, asked: Asked = {}): Accepted {
    const result = this.desk.command(run);
    if (!result.ok) throw this.#refusal(result, asked);
    return result;
  }

  /** Closes positions: each with its order, or with why not. */
  executeEach(run: (exchange: PaperExchange, at: number) => CloseAnswer): readonly Closed[] {
    let closed: CloseAnswer['results'] = [];
    this.desk.command((exchange, at) => {
      const { results, outputs } = run(exchange, at);
      closed = results;
      return { result: { ok: true, id: this.account }, outputs };
    });
    return closed.map(({ symbol, positionSide, result }) =>
      result.ok ? { symbol, positionSide, orderId: result.id } : { symbol, positionSide, error: this.#refusal(result) },
    );
  }
}

export type Closed = { readonly symbol: string; readonly positionSide: PositionSide } & (
  | { readonly orderId: string }
  | { readonly error: ApiError }
);

/** @throws ApiError 45115 when the price is no whole multiple of the tick. */
export function readPrice(instrument: Instrument, text: string): Ticks {
  return readOr(
    () => parsePrice(instrument, text),
    () => new ApiError('45115', formatSteps(1, instrument.tick)),
  );
}

/** Undefined for a field that is absent or empty. */
export const readOptionalPrice = (instrument: Instrument, text: string | undefined): Ticks | undefined =>
  text === undefined || text === '' ? undefined : readPrice(instrument, text);

/** Where "0", as no price at all, means at market. */
export const readExecutePrice = (instrument: Instrument, text: string | undefined): Ticks | undefined =>
  text === undefined || /^[0.]*$/.test(text) ? undefined : readPrice(instrument, text);

/** @throws ApiError 22038 when the size is no whole multiple of the lot. */
export function readSize(instrument: Instrument, text: string): Lots {
  return readOr(
    () => parseSize(instrument, text),
    () => new ApiError('22038', formatSteps(1, instrument.lot)),
  );
}

/** @throws ApiError `refusal` where `parse` finds a text that is not allowed. */
export function readOr<T>(parse: () => T, refusal: () => ApiError): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidInput) throw refusal();
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
