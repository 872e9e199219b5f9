/**
 * Orders over the Unified private socket: a request with a name of its own, and the answer to it.
 * Invariant: the category stands in the frame, in lower case, and not in the arguments; a frame carries one order.
 */
import { type Static, Type } from 'typebox';
import { validator } from '../../protocol/validation.ts';
import { MARKET_TYPE } from './frames.ts';
import { OrderAck } from './orders.ts';

export type TradeTopic = 'place-order' | 'modify-order' | 'cancel-order';

/** The frame without its id. */
export function tradeFrame(topic: TradeTopic, { category: _, ...terms }: Readonly<Record<string, unknown>>) {
  return { op: 'trade', category: MARKET_TYPE, topic, args: [terms] } as const;
}

/** What an agreeing answer says of the order. */
const TradeAcks = Type.Array(OrderAck, { minItems: 1, maxItems: 1 });

/** @throws InvalidInput for `args` of another form. */
export const decodeTradeAck = (args: unknown): Static<typeof OrderAck> =>
  validator(TradeAcks, 'trade answer').decode(args)[0] as Static<typeof OrderAck>;
