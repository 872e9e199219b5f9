/**
 * What the engine wants a person to know, newest first.
 */
import type { NoticeRow } from '../../../src/engine/api.ts';
import { formatMoment, formatTime } from '../format.ts';
import { type Column, DataTable } from './data-table.tsx';
import { Panel, Scroll } from './panel.tsx';

export function NoticesPanel({ notices }: { notices: readonly NoticeRow[] }) {
  return (
    <Panel title="Notices" count={notices.length}>
      <Scroll label="Notices">
        <DataTable
          label="Notices"
          columns={COLUMNS}
          rows={notices.map((notice, i) => ({ ...notice, key: notices.length - i }))}
          keyOf={({ key }) => String(key)}
          empty="No notice."
        />
      </Scroll>
    </Panel>
  );
}

const COLUMNS: readonly Column<NoticeRow>[] = [
  { name: 'Time', isText: true, cell: ({ at }) => <span className="dim">{formatTime(at)}</span> },
  { name: 'Level', isText: true, cell: ({ level }) => <span className={`notice-${level}`}>{level}</span> },
  { name: 'Notice', isWide: true, cell: ({ code, details }) => `${code} ${wordsOf(details)}` },
];

const wordsOf = (details: NoticeRow['details']): string =>
  Object.entries(details)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${isMoment(name, value) ? formatMoment(value) : String(value)}`)
    .join(', ');

/** Such as `cooldownUntil`. */
const isMoment = (name: string, value: unknown): value is number =>
  typeof value === 'number' && /(Until|At)$/.test(name);
