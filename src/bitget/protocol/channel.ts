/**
 * What a channel is: one declaration that types the client's listener and the embedded exchange's push.
 * Invariant: a row that passed `decodeRows` has the declared shape.
 */
import { type Static, type TSchema, Type } from 'typebox';
import { validator } from './validation.ts';

export type Channel<Row extends TSchema = TSchema> = {
  /** The name on the wire; a family such as candles ends with what varies. */
  readonly name: string;
  readonly auth: 'public' | 'private';
  /** What the subscription is keyed by: one instrument, "default" for all, or a coin. */
  readonly keyedBy: 'instId' | 'default' | 'coin';
  /** One element of the frame's `data`. */
  readonly row: Row;
  readonly source: string;
};

export type RowOf<C> = C extends { readonly row: infer Row extends TSchema } ? Static<Row> : never;

type Scope = Channel['auth'];

/** Declares a channel; the types of its rows follow from the schema, and public channels are told from private ones. */
export const defineChannel = <Row extends TSchema, const Auth extends Scope>(
  channel: Channel<Row> & { readonly auth: Auth },
): Channel<Row> & { readonly auth: Auth } => channel;

const lists = new WeakMap<TSchema, TSchema>();

/** @throws InvalidInput naming the first row that has not the documented shape. */
export function decodeRows<Row extends TSchema>(channel: Channel<Row>, data: unknown): Static<Row>[] {
  let list = lists.get(channel.row);
  if (!list) {
    list = Type.Array(channel.row);
    lists.set(channel.row, list);
  }
  return validator(list, `${channel.name} data`).decode(data) as Static<Row>[];
}
