/**
 * Where alerts went: each way with its last arrival and what waits, and the latest attempts.
 * Invariant: "delivered" is said only where a receiver has taken the message.
 */

import type { AlertReport } from '../api.ts';
import { useDeliveries } from '../api.ts';
import { failureOf } from '../attention.ts';
import { formatMoment } from '../format.ts';
import { plain, titleOf } from '../words.ts';
import { type Column, DataTable } from './data-table.tsx';

type Channel = AlertReport['channels'][number];
type Delivery = AlertReport['deliveries'][number];

export function Alerts() {
  const { data: report, error, isPending } = useDeliveries();
  if (isPending) return <p className="empty">Asking where alerts went</p>;
  if (report === undefined) return <p className="empty">Where alerts went is not known: {error?.message}</p>;
  if (report.channels.length === 0) {
    return (
      <p className="empty">
        No way for alerts is set up: Viper tells nobody while this page is closed. Telegram, Discord, e-mail and
        webhooks are set in <code>.env</code>; <code>viper alerts test</code> tries them.
      </p>
    );
  }
  return (
    <>
      <ul className="ways">
        {report.channels.map((channel) => (
          <Way key={channel.channel} channel={channel} report={report} />
        ))}
      </ul>
      <DataTable
        label="Deliveries of alerts"
        columns={COLUMNS}
        rows={report.deliveries}
        keyOf={(row) => `${row.at} ${row.channel} ${row.code} ${row.subject} ${row.attempts}`}
        empty="No alert has been sent in this run."
      />
    </>
  );
}

function Way({ channel, report }: { channel: Channel; report: AlertReport }) {
  const { channel: name, last_delivered_at: at, waiting, delivered, refused, dropped } = channel;
  const failed = failureOf(name, report);
  const last = at === undefined ? 'none has arrived in this run' : `last arrived ${formatMoment(at)} UTC`;
  return (
    <li>
      <strong>{name}</strong>{' '}
      <span className={failed ? 'warn' : delivered > 0 ? 'up' : 'dim'}>
        {failed ? 'not arriving' : delivered > 0 ? 'arriving' : 'nothing sent yet'}
      </span>
      <span className="dim">
        {' '}
        {[
          last,
          `${delivered} delivered`,
          waiting > 0 && `${waiting} waiting`,
          refused > 0 && `${refused} refused`,
          dropped > 0 && `${dropped} dropped`,
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
      {failed && <p className="warn">{failed.reason ?? plain(failed.outcome)}</p>}
    </li>
  );
}

const OUTCOMES: Readonly<Record<Delivery['outcome'], string>> = {
  delivered: 'arrived',
  again: 'tried again',
  refused: 'refused, given up',
  dropped: 'dropped',
};

const COLUMNS: readonly Column<Delivery>[] = [
  // By this machine's clock, which a fast market leaves behind.
  { name: 'Sent UTC', isText: true, cell: ({ at }) => <span className="dim">{formatMoment(at).slice(5)}</span> },
  { name: 'Way', isText: true, cell: ({ channel }) => channel },
  { name: 'Alert', isWide: true, cell: (row) => <What row={row} /> },
];

function What({ row: { code, subject, outcome, attempts, reason } }: { row: Delivery }) {
  return (
    <>
      <span className={outcome === 'delivered' ? 'up' : outcome === 'again' ? 'warn' : 'down'}>
        {OUTCOMES[outcome]}
      </span>{' '}
      {titleOf(code)} {subject}
      <span className="dim">
        {attempts > 1 && ` after ${attempts} attempts`}
        {reason !== undefined && ` – ${reason}`}
      </span>
    </>
  );
}
