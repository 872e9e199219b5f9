/**
 * What an endpoint is: one declaration that types the client's call and the embedded exchange's handler.
 * Invariant: validators are compiled once per endpoint; a value that passed `decode` has the declared shape.
 */
import type { Static, TObject, TSchema } from 'typebox';
import { validator } from './validation.ts';

export type RateLimit = {
  readonly perSecond: number;
  /** Counted per network address or per account. */
  readonly scope: 'ip' | 'uid';
};

export type Endpoint<Req extends TObject = TObject, Res extends TSchema = TSchema> = {
  /** Such as "order/place-order": the path below /api/v2, without product. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly auth: 'public' | 'private';
  /** Query of a GET, JSON body of a POST. */
  readonly request: Req;
  /** The envelope's `data`. */
  readonly response: Res;
  readonly limit: RateLimit;
  /** Sending it again has the same effect and the same answer, so that the client may repeat it when an answer is lost. */
  readonly isIdempotent: boolean;
  /** The page of Bitget's API documentation that defines it. */
  readonly source: string;
};

export type RequestOf<E> = E extends Endpoint<infer Req, TSchema> ? Static<Req> : never;
export type ResponseOf<E> = E extends Endpoint<TObject, infer Res> ? Static<Res> : never;

/** Declares an endpoint; the types of its request and response follow from the schemas. */
export const defineEndpoint = <Req extends TObject, Res extends TSchema>(
  endpoint: Endpoint<Req, Res>,
): Endpoint<Req, Res> => endpoint;

/** @throws InvalidInput naming the first field of a request that is not allowed. */
export function decodeRequest<Req extends TObject>(endpoint: Endpoint<Req>, value: unknown): Static<Req> {
  return validator(endpoint.request, `${endpoint.name} request`).decode(value);
}

/** @throws InvalidInput naming the first field of a response that has not the documented shape. */
export function decodeResponse<Res extends TSchema>(endpoint: Endpoint<TObject, Res>, value: unknown): Static<Res> {
  return validator(endpoint.response, `${endpoint.name} response`).decode(value);
}
