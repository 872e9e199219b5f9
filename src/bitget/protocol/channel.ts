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

export type RowOf<C> = C extends Channel<infer Row> ? Static<Row> : never;

export const defineChannel = <Row extends TSchema>(channel: Channel<Row>): Channel<Row> => channel;

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
