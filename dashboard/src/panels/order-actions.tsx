/**
 * What a person can do with an entry that rests at the exchange: take it back, or change its price and size.
 */
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OrderRow } from '../../../src/engine/api.ts';
import { isRestingEntry } from '../orders.ts';
import { type Question, useAsk } from './asking.tsx';

type Props = { readonly row: OrderRow; readonly onAmend: (order: OrderRow) => void };

export function OrderActions({ row, onAmend }: Props) {
  const ask = useAsk();
  if (!isRestingEntry(row)) return null;
  const { clientOid, symbol, side } = row;
  return (
    <span className="row-actions">
      <Button size="compact-xs" variant="default" onClick={() => onAmend(row)} aria-label={`Change order ${clientOid}`}>
        Change
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => ask(cancelQuestion(row))}
        aria-label={`Cancel order ${clientOid}, ${symbol} ${side}`}
      >
        Cancel
      </Button>
    </span>
  );
}

const cancelQuestion = ({ clientOid, symbol, side, size, price, filled }: OrderRow): Question => ({
  title: `Cancel the entry ${symbol} ${side}?`,
  body: `Asks the exchange to cancel ${size ?? ''} at ${price ?? 'market'}; ${Number(filled) > 0 ? `${filled} of it is filled already and stays open with its stop` : 'nothing of it is filled so far'}. The order is gone once its status says so.`,
  action: 'Cancel order',
  keep: 'Keep it',
  change: { kind: 'cancel-order', id: clientOid },
  done: `The exchange was asked to cancel ${clientOid}.`,
});

/** The new terms; the question comes after them. */
export function AmendDialog({ order, onLeave }: { order: OrderRow | undefined; onLeave: () => void }) {
  return (
    <Modal opened={order !== undefined} onClose={onLeave} title={<Text fw={700}>Change the order</Text>} centered>
      {order && <AmendForm order={order} onLeave={onLeave} />}
    </Modal>
  );
}

function AmendForm({ order, onLeave }: { order: OrderRow; onLeave: () => void }) {
  const ask = useAsk();
  const [price, setPrice] = useState(order.price ?? '');
  const [size, setSize] = useState(order.size ?? '');
  const changed = { ...(price !== order.price && { price }), ...(size !== order.size && { amount: size }) };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onLeave();
    ask(amendQuestion(order, changed));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">
          {order.symbol} {order.side}, order {order.clientOid}
        </Text>
        <TextInput
          label="Price, USDT"
          inputMode="decimal"
          value={price}
          onChange={(e) => setPrice(e.currentTarget.value)}
        />
        <TextInput
          label="Size, all of it, in base coin"
          inputMode="decimal"
          value={size}
          onChange={(e) => setSize(e.currentTarget.value)}
        />
        <Button type="submit" disabled={Object.keys(changed).length === 0}>
          Go on
        </Button>
      </Stack>
    </form>
  );
}

type Terms = { readonly price?: string; readonly amount?: string };

const amendQuestion = (order: OrderRow, { price, amount }: Terms): Question => ({
  title: `Change the entry ${order.symbol} ${order.side}?`,
  body: `${[price !== undefined && `Price ${order.price ?? 'market'} becomes ${price}.`, amount !== undefined && `Size ${order.size ?? ''} becomes ${amount}.`].filter(Boolean).join(' ')} It passes the risk gate like a new order. Where the exchange cannot change it in place, it is canceled and placed anew, behind others at its price.`,
  action: 'Change order',
  change: {
    kind: 'amend-order',
    id: order.clientOid,
    ...(price !== undefined && { price }),
    ...(amount !== undefined && { amount }),
  },
  done: `The order ${order.clientOid} is changed.`,
});
