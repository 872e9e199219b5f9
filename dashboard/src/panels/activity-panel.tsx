/**
 * Orders and fills, newest first.
 */
import { SegmentedControl } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import type { FillRow, OrderRow } from '../../../src/engine/api.ts';
import { useFills } from '../api.ts';
import { formatFine, formatSigned, signOf } from '../format.ts';
import { isOpenOrder, STATUS_WORDS } from '../orders.ts';
import { type Column, DataTable, SideText, SymbolLink } from './data-table.tsx';
import { Moment } from './moment.tsx';
import { AmendDialog, OrderActions } from './order-actions.tsx';
import { Panel, Scroll } from './panel.tsx';
import { Price } from './price.tsx';

type Props = { readonly orders: readonly OrderRow[]; readonly onSymbol: (symbol: string) => void };

export const ActivityPanel = memo(function ActivityPanel({ orders, onSymbol }: Props) {
  const [shown, setShown] = useState('Orders');
  const [amended, setAmended] = useState<OrderRow>();
  const { data: fills = NO_FILLS } = useFills();
  const columns = useMemo(
    () => ({ Orders: orderColumns(onSymbol, setAmended), Fills: fillColumns(onSymbol) }),
    [onSymbol],
  );
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
            columns={columns.Orders}
            rows={orders}
            keyOf={({ clientOid, orderId }) => `${clientOid} ${orderId}`}
            rowClass={(order) => (isOpenOrder(order) ? undefined : 'done')}
            empty="No order yet."
            isCards
          />
        ) : (
          <DataTable
            label="Fills"
            columns={columns.Fills}
            rows={fills}
            keyOf={({ tradeId }) => tradeId}
            empty="No fill yet."
            isCards
          />
        )}
      </Scroll>
      <AmendDialog order={amended} onLeave={() => setAmended(undefined)} />
    </Panel>
  );
});

const NO_FILLS: readonly FillRow[] = [];

const ORDER_TYPES = {
  market: 'Market',
  limit: 'Limit',
  'stop-loss': 'Stop-loss',
  'take-profit': 'Take-profit',
} as const;

const orderColumns = (onSymbol: Props['onSymbol'], onAmend: (order: OrderRow) => void): readonly Column<OrderRow>[] => [
  { name: 'Time UTC', isText: true, cell: ({ at }) => <Moment at={at} /> },
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
  { name: 'Actions', isNameHidden: true, cell: (row) => <OrderActions row={row} onAmend={onAmend} /> },
];

const OrderStatus = ({ status }: { status: string }) => (
  <span className={status === 'unknown' ? 'warn' : status === 'rejected' ? 'down' : undefined}>
    {STATUS_WORDS[status] ?? status}
  </span>
);

const FILL_KINDS = { entry: 'Entry', exit: 'Exit', 'stop-loss': 'Stop-loss', 'take-profit': 'Take-profit' } as const;

const fillColumns = (onSymbol: Props['onSymbol']): readonly Column<FillRow>[] => [
  { name: 'Time UTC', isText: true, cell: ({ at }) => <Moment at={at} /> },
  { name: 'Symbol', isText: true, cell: ({ symbol }) => <SymbolLink symbol={symbol} onSymbol={onSymbol} /> },
  { name: 'Kind', isText: true, cell: ({ kind }) => FILL_KINDS[kind] },
  { name: 'Side', isText: true, cell: ({ side }) => <SideText side={side} /> },
  { name: 'Price', cell: ({ symbol, price }) => <Price symbol={symbol} value={price} /> },
  { name: 'Size', cell: ({ size }) => size },
  { name: 'Fee USDT', cell: ({ fee }) => formatFine(fee) },
  {
    name: 'Profit USDT',
    cell: ({ kind, profit }) =>
      kind === 'entry' ? '–' : <span className={signOf(profit)}>{formatSigned(profit)}</span>,
  },
];
