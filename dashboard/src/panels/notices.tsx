/**
 * What the engine wants a person to know, newest first, in words.
 */
import type { NoticeRow } from '../../../src/engine/api.ts';
import { noticeWords } from '../words.ts';
import { type Column, DataTable } from './data-table.tsx';
import { Moment } from './moment.tsx';

export const Notices = ({ notices }: { notices: readonly NoticeRow[] }) => (
  <DataTable label="Notices" columns={COLUMNS} rows={notices} keyOf={keyOf} empty="No notice." />
);

/** Several may follow from one entry of the journal. */
const keyOf = ({ seq, code, details }: NoticeRow): string => `${seq} ${code} ${JSON.stringify(details)}`;

const COLUMNS: readonly Column<NoticeRow>[] = [
  {
    name: 'Time UTC',
    isText: true,
    cell: ({ at }) => (
      <span className="dim">
        <Moment at={at} />
      </span>
    ),
  },
  { name: 'Notice', isWide: true, cell: (row) => <Words row={row} /> },
];

function Words({ row }: { row: NoticeRow }) {
  const { title, subject, rest } = noticeWords(row);
  return (
    <>
      {row.level !== 'info' && <span className={`level notice-${row.level}`}>{row.level} </span>}
      {subject !== '' && <strong>{subject} </strong>}
      {title}
      {rest !== '' && <span className="dim"> {rest}</span>}
    </>
  );
}
