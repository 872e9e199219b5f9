/**
 * Open positions. One without a stop is shouted about.
 */
import { Fragment } from 'react';
import type { PositionRow } from '../../../src/engine/api.ts';
import { formatPercent, formatSigned, formatTime, signOf } from '../format.ts';
import { type Column, DataTable, SideText, SymbolLink } from './data-table.tsx';
import { Panel, Scroll } from './panel.tsx';
import { Price } from './price.tsx';

type Props = { readonly positions: readonly PositionRow[]; readonly onSymbol: (symbol: string) => void };

export function PositionsPanel({ positions, onSymbol }: Props) {
  return (
    <Panel title="Positions" count={positions.length}>
      <Scroll label="Open positions">
        <DataTable
          label="Open positions"
          columns={columnsOf(onSymbol)}
          rows={positions}
          keyOf={({ symbol, side }) => `${symbol} ${side}`}
          empty="No open position."
        />
      </Scroll>
    </Panel>
  );
}

const columnsOf = (onSymbol: Props['onSymbol']): readonly Column<PositionRow>[] => [
  { name: 'Symbol', isText: true, cell: ({ symbol }) => <SymbolLink symbol={symbol} onSymbol={onSymbol} /> },
  { name: 'Side', isText: true, cell: ({ side }) => <SideText side={side} /> },
  { name: 'Strategy', isText: true, cell: ({ owner }) => owner },
  { name: 'Size', cell: ({ size }) => size },
  { name: 'Entry', cell: ({ symbol, entryPrice }) => <Price symbol={symbol} value={entryPrice} /> },
  { name: 'Mark', cell: ({ symbol, markPrice }) => <Price symbol={symbol} value={markPrice} /> },
  {
    name: 'Unrealised',
    cell: ({ unrealizedPnl }) => <span className={signOf(unrealizedPnl)}>{formatSigned(unrealizedPnl)}</span>,
  },
  { name: 'Leverage', cell: ({ leverage, marginMode }) => `${leverage}× ${marginMode}` },
  { name: 'Stop', cell: (row) => <Stop row={row} /> },
  { name: 'Targets', cell: (row) => <Targets row={row} /> },
  { name: 'Opened', cell: ({ openedAt }) => formatTime(openedAt) },
];

function Stop({ row: { symbol, stopLoss, markPrice } }: { row: PositionRow }) {
  if (stopLoss === undefined) return <strong className="down">No stop</strong>;
  return (
    <>
      <Price symbol={symbol} value={stopLoss} />{' '}
      <span className="dim">{formatPercent(Number(stopLoss) / Number(markPrice) - 1)}</span>
    </>
  );
}

function Targets({ row: { symbol, takeProfits } }: { row: PositionRow }) {
  if (takeProfits.length === 0) return <span className="dim">none</span>;
  return takeProfits.map(({ price }, i) => (
    <Fragment key={price}>
      {i > 0 && <span className="dim"> · </span>}
      <Price symbol={symbol} value={price} />
    </Fragment>
  ));
}
