/**
 * What a person can turn while the run goes on: strategies, symbols, limits.
 */
import { SegmentedControl } from '@mantine/core';
import { memo, useState } from 'react';
import type { PositionRow } from '../../../src/engine/api.ts';
import type { SymbolsState } from '../symbols.ts';
import { LimitsView } from './limits-view.tsx';
import { Panel, Scroll } from './panel.tsx';
import { StrategiesView } from './strategies-view.tsx';
import { SymbolsView } from './symbols-view.tsx';

const VIEWS = ['Strategies', 'Symbols', 'Limits'];

type Props = {
  readonly symbols: SymbolsState;
  readonly positions: readonly PositionRow[];
  readonly onSymbol: (symbol: string) => void;
};

export const ControlsPanel = memo(function ControlsPanel({ symbols, positions, onSymbol }: Props) {
  const [shown, setShown] = useState('Strategies');
  const aside = (
    <SegmentedControl
      size="xs"
      aria-label="Strategies, symbols or limits"
      data={VIEWS}
      value={shown}
      onChange={setShown}
    />
  );
  return (
    <Panel title={shown} aside={aside}>
      <Scroll label={shown}>
        {shown === 'Strategies' && <StrategiesView />}
        {shown === 'Symbols' && <SymbolsView symbols={symbols} positions={positions} onSymbol={onSymbol} />}
        {shown === 'Limits' && <LimitsView />}
      </Scroll>
    </Panel>
  );
});
