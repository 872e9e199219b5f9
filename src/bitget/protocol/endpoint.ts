/**
 * What an endpoint is: one declaration that types the client's call and the embedded exchange's handler.
 * Invariant: validators are compiled once per endpoint; a value that passed `decode` has the declared shape.
 */
import type { Static, TArray, TObject, TSchema } from 'typebox';
import { validator } from './validation.ts';

export type RateLimit = {
  readonly perSecond: number;
  /** Counted per network address or per account. */
  readonly scope: 'ip' | 'uid';
};

/**
 * Who goes first when calls have to wait: what lowers a risk, then orders, then what tells how the account stands, then
 * the market.
 */
export type Urgency = 'protect' | 'trade' | 'reconcile' | 'watch';

/** An object, or a bare list where the exchange wants one. */
export type RequestSchema = TObject | TArray;

export type Endpoint<Req extends RequestSchema = RequestSchema, Res extends TSchema = TSchema> = {
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
  /** The same in live and demo trading: asked without the header of demo trading, with which it would be refused. */
  readonly isOfBothEnvironments?: true;
  /** Where it differs from what `urgencyOf` finds by itself. */
  urgency?(request: Static<Req>): Urgency;
  /** The page of Bitget's API documentation that defines it. */
  readonly source: string;
};

// By the field alone: a comparison of whole endpoints takes the compiler a hundred times as long.
export type RequestOf<E> = E extends { readonly request: infer Req extends TSchema } ? Static<Req> : never;
export type ResponseOf<E> = E extends { readonly response: infer Res extends TSchema } ? Static<Res> : never;

/** Declares an endpoint; the types of its request and response follow from the schemas. */
export const defineEndpoint = <Req extends RequestSchema, Res extends TSchema>(
  endpoint: Endpoint<Req, Res>,
): Endpoint<Req, Res> => endpoint;

/** How urgent a call is: by what the endpoint says of the request, else by what it is for. */
export function urgencyOf(endpoint: Endpoint, request: unknown): Urgency {
  if (endpoint.urgency) return endpoint.urgency(request as never);
  if (endpoint.auth === 'public') return 'watch';
  return endpoint.method === 'POST' ? 'trade' : 'reconcile';
}

/** @throws InvalidInput naming the first field of a request that is not allowed. */
export function decodeRequest<Req extends RequestSchema>(endpoint: Endpoint<Req>, value: unknown): Static<Req> {
  return validator(endpoint.request, `${endpoint.name} request`).decode(value);
}

/** @throws InvalidInput naming the first field of a response that has not the documented shape. */
export function decodeResponse<Res extends TSchema>(
  endpoint: Endpoint<RequestSchema, Res>,
  value: unknown,
): Static<Res> {
  return validator(endpoint.response, `${endpoint.name} response`).decode(value);
}
