/**
 * Changes price or size of a resting entry order.
 */
import Type from 'typebox';
import { InvalidInput } from '../../../domain/index.ts';
import { decimalField, defineRoute, implement, notFound, refusal, tradedInstrument } from '../../contract/index.ts';
import { priceOf, sizeOf } from '../order-command.ts';
import { OrderIdParams, OrderView, viewOrder } from '../order-view.ts';

export const amendOrder = defineRoute({
  service: 'exchange-connector',
  method: 'PATCH',
  path: '/api/orders/:id',
  scope: 'trade',
  about:
    'Changes the order, which passes the risk gate as if it were new. On Unified accounts it is changed where it rests, ' +
    'also when it is filled in part: it keeps its id, and its place where it only becomes smaller; `amount` is all of it. ' +
    'On Classic accounts an order of which nothing is filled is canceled and, once the exchange has said that it is gone ' +
    'unfilled, placed anew: the answer is the new order, and a fill that comes first wins. 422 says why not; ' +
    'amend-not-seen: the exchange has not shown the change in time, and may still carry it out.',
  params: OrderIdParams,
  body: Type.Object(
    {
      price: Type.Optional(decimalField('a positive limit price, as a number or decimal text')),
      amount: Type.Optional(decimalField('a positive size in base coin, as a number or decimal text')),
    },
    { additionalProperties: false },
  ),
  example: { price: '30000' },
  response: OrderView,
  errors: [404, 409, 422, 503, 504],
});

export const amendOrderRoute = implement(amendOrder, async ({ params: { id }, body }, { engine, requestId }) => {
  const orderOf = (wanted: string) => engine.orders().find((row) => row.clientOid === wanted || row.orderId === wanted);
  const order = orderOf(id);
  if (order === undefined || order.clientOid === '') return notFound('id', id, 'an order_id of GET /api/orders');
  const { price, amount } = body;
  if (price === undefined && amount === undefined) throw new InvalidInput('body', body, 'a price, an amount, or both');
  const instrument = tradedInstrument(engine, order.symbol);
  const reply = await engine.command(
    {
      kind: 'amend-order',
      clientOid: order.clientOid,
      price: priceOf(instrument, 'price', price),
      size: amount === undefined ? undefined : sizeOf(instrument, { amount, type: 'limit' }),
    },
    requestId,
  );
  if (!reply.ok) return refusal(reply);
  return viewOrder(orderOf(String(reply.details.clientOid)) ?? order);
});
