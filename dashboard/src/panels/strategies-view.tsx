/**
 * Each strategy with its trades, and its switch.
 */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { type StrategyState, useStrategies } from '../api.ts';
import { type Question, useAsk } from './asking.tsx';
import { type Column, DataTable } from './data-table.tsx';

const NONE: readonly StrategyState[] = [];

export function StrategiesView() {
  const { data = NONE, error } = useStrategies();
  const ask = useAsk();
  const columns = useMemo(() => columnsOf(ask), [ask]);
  const empty = error ? `The strategies are not known: ${error.message}` : 'No strategy trades in this run.';
  return <DataTable label="Strategies" columns={columns} rows={data} keyOf={({ name }) => name} empty={empty} />;
}

const columnsOf = (ask: (question: Question) => void): readonly Column<StrategyState>[] => [
  { name: 'Strategy', isText: true, cell: ({ name }) => <strong>{name}</strong> },
  { name: 'Bars', isText: true, cell: ({ timeframe }) => timeframe },
  { name: 'Won', cell: ({ trades, wins }) => `${wins} of ${trades}` },
  { name: 'Enters', isText: true, cell: (row) => <State row={row} /> },
  {
    name: 'Switch',
    isNameHidden: true,
    cell: (row) => (
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => ask(row.enabled ? offQuestion(row) : onQuestion(row))}
        aria-label={`Turn ${row.name} ${row.enabled ? 'off' : 'on'}`}
      >
        {row.enabled ? 'Turn off' : 'Turn on'}
      </Button>
    ),
  },
];

function State({ row: { enabled, failure } }: { row: StrategyState }) {
  if (failure !== undefined)
    return (
      <span className="down" title={failure}>
        stopped, failed
      </span>
    );
  return enabled ? <>yes</> : <span className="warn">off</span>;
}

const offQuestion = ({ name }: StrategyState): Question => ({
  title: `Turn ${name} off?`,
  body: `${name} opens nothing more, over restarts too. Its positions keep their stops and targets, and it goes on guarding them. The other strategies go on.`,
  action: `Turn ${name} off`,
  change: { kind: 'disable-strategy', name },
  done: `${name} is off: it opens nothing more.`,
});

const onQuestion = ({ name }: StrategyState): Question => ({
  title: `Turn ${name} on?`,
  body: `${name} may open positions again, within the limits of risk.`,
  action: `Turn ${name} on`,
  change: { kind: 'enable-strategy', name },
  done: `${name} is on.`,
});
