/**
 * The tail of the journal, newest first. Market data can be hidden: it is most of it.
 */
import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { JournalRow } from '../../../src/engine/api.ts';
import { useJournal } from '../api.ts';
import { formatTime } from '../format.ts';
import { isMarketRow } from '../live/apply.ts';
import { type Column, DataTable } from './data-table.tsx';
import { Panel, Scroll } from './panel.tsx';

export function JournalPanel() {
  const [hasMarket, setHasMarket] = useState(false);
  const { data: rows = [] } = useJournal();
  const shown = hasMarket ? rows : rows.filter((row) => !isMarketRow(row));
  const toggle = (
    <Switch
      size="xs"
      label="Market data"
      checked={hasMarket}
      onChange={(event) => setHasMarket(event.currentTarget.checked)}
    />
  );
  return (
    <Panel title="Journal" aside={toggle}>
      <Scroll label="Journal">
        <DataTable
          label="Journal"
          columns={COLUMNS}
          rows={shown}
          keyOf={({ seq }) => String(seq)}
          empty="Nothing but market data of late."
        />
      </Scroll>
    </Panel>
  );
}

const COLUMNS: readonly Column<JournalRow>[] = [
  { name: 'Time', isText: true, cell: ({ at }) => <span className="dim">{formatTime(at)}</span> },
  { name: 'Event', isText: true, cell: ({ type }) => type },
  { name: 'What', isWide: true, cell: ({ summary }) => summary },
];
