/**
 * The tail of the journal, newest first. Market data can be hidden: it is most of it.
 */
import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { JournalRow } from '../../../src/engine/api.ts';
import { useJournal } from '../api.ts';
import { isMarketRow } from '../live/apply.ts';
import { type Column, DataTable } from './data-table.tsx';
import { Moment } from './moment.tsx';

const NO_ROWS: readonly JournalRow[] = [];

export function Journal() {
  const [hasMarket, setHasMarket] = useState(false);
  const { data: rows = NO_ROWS } = useJournal();
  const shown = useMemo(() => (hasMarket ? rows : rows.filter((row) => !isMarketRow(row))), [rows, hasMarket]);
  return (
    <>
      <Switch
        size="xs"
        px={10}
        py={6}
        label="With market data"
        checked={hasMarket}
        onChange={(event) => setHasMarket(event.currentTarget.checked)}
      />
      <DataTable
        label="Journal"
        columns={COLUMNS}
        rows={shown}
        keyOf={({ seq }) => String(seq)}
        empty="Nothing but market data of late."
      />
    </>
  );
}

const COLUMNS: readonly Column<JournalRow>[] = [
  {
    name: 'Time UTC',
    isText: true,
    cell: ({ at }) => (
      <span className="dim">
        <Moment at={at} />
      </span>
    ),
  },
  { name: 'Event', isText: true, cell: ({ type }) => type },
  { name: 'What', isWide: true, cell: ({ summary }) => summary },
];
