/**
 * The limits in force, tightened by hand and given back.
 * Invariant: a number leaves as the decimal text that was typed; percent and share differ by the point alone.
 */
import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { type Limits, useLimits } from '../api.ts';
import type { LimitName } from '../changes.ts';
import { formatAmount, formatDuration, formatShare, shareOf } from '../format.ts';
import { type Question, useAsk } from './asking.tsx';
import { type Column, DataTable } from './data-table.tsx';

type Row = { readonly name: string; readonly value: string; readonly limit?: LimitName; readonly isTight: boolean };

const NAMES: Readonly<Record<LimitName, string>> = {
  max_leverage: 'Leverage, at most',
  risk_per_trade: 'Loss of one trade, at most',
  max_positions: 'Open positions, at most',
  max_daily_loss: 'Loss of a day, at most',
  max_consecutive_losses: 'Losses in a row before a break',
};
const UNITS: Readonly<Partial<Record<LimitName, string>>> = {
  max_leverage: '×',
  risk_per_trade: '% of equity',
  max_daily_loss: 'USDT',
};
const LIMITS = Object.keys(NAMES) as LimitName[];

export function LimitsView() {
  const { data: limits, error } = useLimits();
  const ask = useAsk();
  const columns = useMemo(() => columnsOf(ask), [ask]);
  if (limits === undefined)
    return <p className="empty">{error ? `The limits are not known: ${error.message}` : 'Asking for the limits'}</p>;
  return (
    <>
      <TightenForm />
      <DataTable label="Limits" columns={columns} rows={rowsOf(limits)} keyOf={({ name }) => name} empty="No limit." />
    </>
  );
}

function rowsOf(limits: Limits): Row[] {
  const values: Readonly<Record<LimitName, string>> = {
    max_leverage: `${limits.max_leverage}×`,
    risk_per_trade: `${formatShare(limits.risk_per_trade)} of equity`,
    max_positions: String(limits.max_positions),
    max_daily_loss: `${formatAmount(limits.max_daily_loss)} USDT`,
    max_consecutive_losses: String(limits.max_consecutive_losses),
  };
  const rows = LIMITS.map((limit) => ({
    name: NAMES[limit],
    value: values[limit],
    limit,
    isTight: limits.tightened.includes(limit),
  }));
  return [
    ...rows,
    { name: 'Break after losses', value: formatDuration(limits.circuit_breaker_cooldown * 1_000), isTight: false },
    { name: 'Stop of manual orders', value: `${formatShare(limits.default_stop_distance)} away`, isTight: false },
  ];
}

const columnsOf = (ask: (question: Question) => void): readonly Column<Row>[] => [
  { name: 'Limit', isWide: true, cell: ({ name }) => name },
  { name: 'In force', cell: ({ value }) => value },
  {
    name: 'Give back',
    isNameHidden: true,
    cell: ({ limit, name, isTight }) =>
      limit !== undefined &&
      isTight && (
        <>
          <span className="warn">tightened </span>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Give back ${name}`}
            onClick={() => ask(loosenQuestion(limit))}
          >
            Give back
          </Button>
        </>
      ),
  },
];

function TightenForm() {
  const ask = useAsk();
  const [limit, setLimit] = useState<LimitName>('max_positions');
  const [text, setText] = useState('');
  const value = valueIn(limit, text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (value !== undefined) ask(tightenQuestion(limit, text.trim(), value));
  };
  return (
    <form onSubmit={submit} className="row-form">
      <Select
        size="xs"
        aria-label="Limit to tighten"
        data={LIMITS.map((name) => ({ value: name, label: NAMES[name] }))}
        value={limit}
        onChange={(chosen) => chosen !== null && setLimit(chosen)}
        allowDeselect={false}
      />
      <TextInput
        size="xs"
        aria-label="New value"
        inputMode="decimal"
        placeholder="New value"
        rightSection={<span className="dim unit">{UNITS[limit]}</span>}
        rightSectionWidth={UNITS[limit] === undefined ? 0 : 72}
        rightSectionPointerEvents="none"
        value={text}
        error={text.trim() !== '' && value === undefined ? errorOf(limit) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={value === undefined}>
        Tighten
      </Button>
    </form>
  );
}

/** What the service takes; undefined for what it would not. */
function valueIn(limit: LimitName, text: string): string | undefined {
  if (limit === 'risk_per_trade') return shareOf(text);
  const isWhole = limit !== 'max_daily_loss';
  const typed = text.trim();
  return (isWhole ? /^[1-9]\d{0,3}$/ : /^\d+(\.\d+)?$/).test(typed) && Number(typed) > 0 ? typed : undefined;
}

const errorOf = (limit: LimitName): string =>
  limit === 'risk_per_trade' || limit === 'max_daily_loss' ? 'A number above 0' : 'A whole number from 1';

const tightenQuestion = (limit: LimitName, text: string, value: string): Question => ({
  title: 'Make this limit tighter?',
  body: `${NAMES[limit]}: ${text} ${UNITS[limit] ?? ''}. It holds at once and over restarts, for every entry, until it is given back. What is open already stays as it is.`,
  action: 'Tighten limit',
  change: { kind: 'tighten-limit', limit, value },
  done: `${NAMES[limit]}: ${text} ${UNITS[limit] ?? ''} is in force.`,
});

const loosenQuestion = (limit: LimitName): Question => ({
  title: 'Give this limit back?',
  body: `${NAMES[limit]} becomes again what is configured. Larger or more entries may be made.`,
  action: 'Give back',
  keep: 'Keep it tight',
  isGrave: true,
  change: { kind: 'loosen-limit', limit },
  done: `${NAMES[limit]}: the configured value is in force again.`,
});
