/**
 * Orders and fills, newest first.
 */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { FillRow, OrderRow } from '../../../src/engine/api.ts';
import { useFills } from '../api.ts';
import { formatFine, formatSigned, formatTime, signOf } from '../format.ts';
import { type Column, DataTable, SideText, SymbolLink } from './data-table.tsx';
import { Panel, Scroll } from './panel.tsx';
import { Price } from './price.tsx';

type Props = { readonly orders: readonly OrderRow[]; readonly onSymbol: (symbol: string) => void };

export function ActivityPanel({ orders, onSymbol }: Props) {
  const [shown, setShown] = useState('Orders');
  const { data: fills = [] } = useFills();
  const isOrders = shown === 'Orders';
  const aside = (
    <SegmentedControl
      size="xs"
      aria-label="Orders or fills"
      data={['Orders', 'Fills']}
      value={shown}
      onChange={setShown}
    />
  );
  return (
    <Panel title={shown} count={isOrders ? orders.length : fills.length} aside={aside}>
      <Scroll label={shown}>
        {isOrders ? (
          <DataTable
            label="Orders"
            columns={orderColumns(onSymbol)}
            rows={orders}
            keyOf={({ clientOid, orderId }) => `${clientOid} ${orderId}`}
            rowClass={({ status }) => (OPEN.has(status) ? undefined : 'done')}
            empty="No order yet."
          />
        ) : (
          <DataTable
            label="Fills"
            columns={fillColumns(onSymbol)}
            rows={fills}
            keyOf={({ tradeId }) => tradeId}
            empty="No fill yet."
          />
        )}
      </Scroll>
    </Panel>
  );
}

const OPEN = new Set(['pending', 'live', 'partially-filled', 'unknown']);

const ORDER_TYPES = {
  market: 'Market',
  limit: 'Limit',
  'stop-loss': 'Stop-loss',
  'take-profit': 'Take-profit',
} as const;

const orderColumns = (onSymbol: Props['onSymbol']): readonly Column<OrderRow>[] => [
  { name: 'Time', isText: true, cell: ({ at }) => formatTime(at) },
  { name: 'Symbol', isText: true, cell: ({ symbol }) => <SymbolLink symbol={symbol} onSymbol={onSymbol} /> },
  { name: 'Order', isText: true, cell: ({ type }) => ORDER_TYPES[type] },
  { name: 'Purpose', isText: true, cell: ({ intent, side }) => (intent === 'open' ? 'Open ' : 'Close ') + side },
  {
    name: 'Price',
    cell: ({ symbol, price }) => (price === undefined ? 'market' : <Price symbol={symbol} value={price} />),
  },
  { name: 'Size', cell: ({ size }) => size ?? 'whole position' },
  { name: 'Filled', cell: ({ filled }) => filled },
  { name: 'Status', isText: true, cell: ({ status }) => <OrderStatus status={status} /> },
  { name: 'Id', isText: true, cell: ({ clientOid, orderId }) => <span className="dim">{clientOid || orderId}</span> },
];

const OrderStatus = ({ status }: { status: string }) => (
  <span className={status === 'unknown' ? 'warn' : status === 'rejected' ? 'down' : undefined}>{status}</span>
);

const FILL_KINDS = { entry: 'Entry', exit: 'Exit', 'stop-loss': 'Stop-loss', 'take-profit': 'Take-profit' } as const;

const fillColumns = (onSymbol: Props['onSymbol']): readonly Column<FillRow>[] => [
  { name: 'Time', isText: true, cell: ({ at }) => formatTime(at) },
  { name: 'Symbol', isText: true, cell: ({ symbol }) => <SymbolLink symbol={symbol} onSymbol={onSymbol} /> },
  { name: 'Kind', isText: true, cell: ({ kind }) => FILL_KINDS[kind] },
  { name: 'Side', isText: true, cell: ({ side }) => <SideText side={side} /> },
  { name: 'Price', cell: ({ symbol, price }) => <Price symbol={symbol} value={price} /> },
  { name: 'Size', cell: ({ size }) => size },
  { name: 'Fee', cell: ({ fee }) => formatFine(fee) },
  {
    name: 'Profit',
    cell: ({ kind, profit }) =>
      kind === 'entry' ? '–' : <span className={signOf(profit)}>{formatSigned(profit)}</span>,
  },
];
