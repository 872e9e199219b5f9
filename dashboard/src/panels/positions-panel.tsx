/**
 * Open positions, each with the way out. One without a stop is shouted about.
 */
import { Button, List } from '@mantine/core';
import { Fragment, memo, useMemo } from 'react';
import type { PositionRow } from '../../../src/engine/api.ts';
import { formatPercent, formatSigned, signOf } from '../format.ts';
import { useAsk } from './asking.tsx';
import { type Column, DataTable, SideText, SymbolLink } from './data-table.tsx';
import { Moment } from './moment.tsx';
import { Panel, Scroll } from './panel.tsx';
import { Price } from './price.tsx';

type Props = { readonly positions: readonly PositionRow[]; readonly onSymbol: (symbol: string) => void };

export const PositionsPanel = memo(function PositionsPanel({ positions, onSymbol }: Props) {
  const columns = useMemo(() => columnsOf(onSymbol), [onSymbol]);
  return (
    <Panel title="Positions" count={positions.length}>
      <Scroll label="Open positions">
        <DataTable
          label="Open positions"
          columns={columns}
          rows={positions}
          keyOf={({ symbol, side }) => `${symbol} ${side}`}
          empty="No open position."
          isCards
        />
      </Scroll>
    </Panel>
  );
});

const columnsOf = (onSymbol: Props['onSymbol']): readonly Column<PositionRow>[] => [
  { name: 'Symbol', isText: true, cell: ({ symbol }) => <SymbolLink symbol={symbol} onSymbol={onSymbol} /> },
  { name: 'Side', isText: true, cell: ({ side }) => <SideText side={side} /> },
  {
    name: 'Unrealised USDT',
    cell: ({ unrealizedPnl }) => <span className={signOf(unrealizedPnl)}>{formatSigned(unrealizedPnl)}</span>,
  },
  { name: 'Stop', cell: (row) => <Stop row={row} /> },
  { name: 'Mark', cell: ({ symbol, markPrice }) => <Price symbol={symbol} value={markPrice} /> },
  { name: 'Entry', cell: ({ symbol, entryPrice }) => <Price symbol={symbol} value={entryPrice} /> },
  { name: 'Size', cell: ({ size }) => size },
  { name: 'Leverage', cell: ({ leverage, marginMode }) => `${leverage}× ${marginMode}` },
  { name: 'Targets', cell: (row) => <Targets row={row} /> },
  { name: 'Strategy', isText: true, cell: ({ owner }) => owner },
  { name: 'Opened UTC', cell: ({ openedAt }) => <Moment at={openedAt} /> },
  { name: 'Close', isNameHidden: true, cell: (row) => <CloseButton row={row} /> },
];

function Stop({ row: { symbol, stopLoss, markPrice } }: { row: PositionRow }) {
  if (stopLoss === undefined) return <strong className="down">No stop</strong>;
  return (
    <>
      <Price symbol={symbol} value={stopLoss} />{' '}
      {markPrice !== '' && (
        <span className="dim" title="From the mark price">
          {formatPercent(Number(stopLoss) / Number(markPrice) - 1)}
        </span>
      )}
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

/** Owners that enter nothing by themselves. */
const NOBODYS: ReadonlySet<string> = new Set(['manual', 'unknown']);

function CloseButton({ row: { symbol, side, size, unrealizedPnl, owner } }: { row: PositionRow }) {
  const ask = useAsk();
  const open = (): void =>
    ask({
      title: `Close ${symbol} ${side}?`,
      body: (
        <List size="sm" spacing={4}>
          <List.Item>
            Closes all of it, {size}, at market; it stood at {formatSigned(unrealizedPnl)} USDT. The price may slip, and
            the taker fee is paid.
          </List.Item>
          <List.Item>Its stop and targets go with it.</List.Item>
          <List.Item>
            {NOBODYS.has(owner)
              ? 'Nothing else changes.'
              : `${owner} may enter ${symbol} again; turn it off under Strategies to prevent that.`}
          </List.Item>
        </List>
      ),
      action: 'Close position',
      keep: 'Keep it',
      change: { kind: 'close-position', symbol, side },
      isGrave: true,
      done: `The order that closes ${symbol} ${side} is sent.`,
    });
  return (
    <Button size="compact-xs" variant="default" onClick={open} aria-label={`Close ${symbol} ${side}`}>
      Close
    </Button>
  );
}
