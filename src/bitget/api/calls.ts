/**
 * A method for each endpoint of a registry; types and documentation come from the registry's entry.
 * Invariant: what a method sends is what it is given: nothing is added, renamed or rounded.
 */
import type { AccountFamily } from '../../domain/index.ts';
import type { BitgetRest } from '../client/index.ts';
import type { Endpoint, RequestOf, ResponseOf } from '../protocol/index.ts';

export type Registry = Readonly<Record<string, Endpoint>>;

/** A request all of whose fields may be left out may be left out itself. */
type Call<E> =
  object extends RequestOf<E>
    ? (request?: RequestOf<E>) => Promise<ResponseOf<E>>
    : (request: RequestOf<E>) => Promise<ResponseOf<E>>;

/**
 * The calls of one family.
 * Each throws BitgetError, whose `outcome` says whether the call was carried out, and InvalidInput for a wrong request,
 * before anything is sent.
 */
export type Calls<R> = { readonly [Name in keyof R]: Call<R[Name]> };

export function callsOf<R extends Registry>(rest: BitgetRest, registry: R): Calls<R> {
  const calls = Object.entries(registry).map(([name, endpoint]) => {
    const call = (request: unknown = {}) => rest.call(endpoint, request as RequestOf<Endpoint>);
    return [name, call] as const;
  });
  return Object.freeze(Object.fromEntries(calls)) as Calls<R>;
}

/** What the exchange has told of a limit. */
export type RequestsLeft = {
  readonly family: AccountFamily;
  /** The method, such as placeOrder. */
  readonly call: string;
  /** Requests left in that second. */
  readonly left: number;
  /** The documented limit. */
  readonly perSecond: number;
};

/** The limits of those endpoints that have been asked, as their last answers told. */
export function requestsLeft(rest: BitgetRest, family: AccountFamily, registry: Registry): RequestsLeft[] {
  return Object.entries(registry).flatMap(([call, endpoint]) => {
    const left = rest.remaining(endpoint);
    return left === undefined ? [] : [{ family, call, left, perSecond: endpoint.limit.perSecond }];
  });
}
