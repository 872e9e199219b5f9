/**
 * A call of either family named by its method and path, as the exchange's documentation writes it.
 * Invariant: only calls of the registries leave, checked, paced and repeated as these say.
 */
import { InvalidInput } from '../../domain/index.ts';
import type { BitgetRest } from '../client/index.ts';
import { type Endpoint, endpoints, type RequestOf } from '../protocol/index.ts';
import { endpoints as unified } from '../unified/protocol/index.ts';

export type PathCall = {
  readonly method: string;
  /** Such as /api/v2/mix/market/ticker, without a query. */
  readonly path: string;
  /** The query of a GET, the body of a POST. */
  readonly params?: unknown;
};

export type AnsweredCall = {
  readonly data: unknown;
  /** Requests left in this second, as the exchange told with the answer; undefined where it did not. */
  readonly remaining: number | undefined;
};

const known = (): readonly Endpoint[] => [...Object.values(endpoints), ...Object.values(unified)];

/** @throws InvalidInput for a call that does not exist, or wrong params; BitgetError. */
export async function callByPath(rest: BitgetRest, { method, path, params = {} }: PathCall): Promise<AnsweredCall> {
  const verb = method.toUpperCase();
  const endpoint = known().find((each) => each.method === verb && each.path === path);
  if (!endpoint) {
    throw new InvalidInput('method and path', `${verb} ${path}`, `a call of Bitget's API, such as ${nearest(path)}`);
  }
  const data = await rest.call(endpoint, params as RequestOf<Endpoint>);
  return { data, remaining: rest.remaining(endpoint) };
}

/** The call whose path shares most of its words. */
function nearest(path: string): string {
  const words = new Set(path.toLowerCase().split(/[/_?-]/));
  const shared = (each: Endpoint): number => each.path.split(/[/-]/).filter((word) => words.has(word)).length;
  const best = known().reduce((a, b) => (shared(b) > shared(a) ? b : a));
  return `${best.method} ${best.path}`;
}
