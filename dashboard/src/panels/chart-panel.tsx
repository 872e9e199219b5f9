/**
 * The chart with its symbol selector.
 */
import { SegmentedControl, Select } from '@mantine/core';
import { memo } from 'react';
import { PriceChart } from '../chart/price-chart.tsx';
import type { Overview } from '../overview.ts';
import { Panel } from './panel.tsx';

/** More symbols than this do not fit side by side. */
const SEGMENTS_MAX = 6;

type Props = Pick<Overview, 'instruments' | 'positions'> & {
  readonly symbols: readonly string[];
  readonly symbol: string;
  readonly onSymbol: (symbol: string) => void;
};

export const ChartPanel = memo(function ChartPanel({ instruments, positions, symbols, symbol, onSymbol }: Props) {
  const instrument = instruments.find((one) => one.symbol === symbol);
  return (
    <Panel title="Chart" aside={<SymbolSelector symbols={symbols} symbol={symbol} onSymbol={onSymbol} />}>
      <PriceChart
        key={symbol}
        symbol={symbol}
        decimals={instrument?.price_decimals ?? 2}
        tick={Number(instrument?.tick ?? '0.01')}
        positions={positions}
      />
    </Panel>
  );
});

function SymbolSelector({ symbols, symbol, onSymbol }: Pick<Props, 'symbols' | 'symbol' | 'onSymbol'>) {
  return symbols.length <= SEGMENTS_MAX ? (
    <SegmentedControl size="xs" aria-label="Symbol" data={[...symbols]} value={symbol} onChange={onSymbol} />
  ) : (
    <Select
      size="xs"
      aria-label="Symbol"
      data={[...symbols]}
      value={symbol}
      onChange={(chosen) => chosen !== null && onSymbol(chosen)}
      searchable
      allowDeselect={false}
    />
  );
}
