/**
 * The symbols of the run: taken in and taken out by hand, with what either does said before it is done.
 */
import { Button, List, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import type { PositionRow } from '../../../src/engine/api.ts';
import type { Answer } from '../changes.ts';
import { type SymbolState, type SymbolsState, symbolStates } from '../symbols.ts';
import { type Question, useAsk } from './asking.tsx';
import { type Column, DataTable, SymbolLink } from './data-table.tsx';

type Props = {
  readonly symbols: SymbolsState;
  readonly positions: readonly PositionRow[];
  readonly onSymbol: (symbol: string) => void;
};

export function SymbolsView({ symbols, positions, onSymbol }: Props) {
  const ask = useAsk();
  const rows = useMemo(() => symbolStates(symbols), [symbols]);
  const open = positions.map(({ symbol, side }) => `${symbol} ${side}`).join();
  const columns = useMemo(() => columnsOf({ ask, onSymbol, open: open.split(',') }), [ask, onSymbol, open]);
  return (
    <>
      <AddForm />
      <DataTable label="Symbols" columns={columns} rows={rows} keyOf={({ symbol }) => symbol} empty="No symbol." />
    </>
  );
}

function AddForm() {
  const ask = useAsk();
  const [text, setText] = useState('');
  const symbol = text.trim().toUpperCase();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask(addQuestion(symbol));
    setText('');
  };
  return (
    <form onSubmit={submit} className="row-form">
      <TextInput
        size="xs"
        aria-label="Symbol to add"
        placeholder="Such as XRPUSDT"
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={symbol === ''}>
        Add symbol
      </Button>
    </form>
  );
}

type Means = {
  readonly ask: (question: Question) => void;
  readonly onSymbol: (symbol: string) => void;
  /** Such as "BTCUSDT long". */
  readonly open: readonly string[];
};

const columnsOf = ({ ask, onSymbol, open }: Means): readonly Column<SymbolState>[] => [
  {
    name: 'Symbol',
    isText: true,
    cell: ({ symbol, isFollowed }) =>
      isFollowed ? <SymbolLink symbol={symbol} onSymbol={onSymbol} /> : <strong>{symbol}</strong>,
  },
  {
    name: 'State',
    isWide: true,
    cell: ({ words, isEntered }) => <span className={isEntered ? undefined : 'warn'}>{words}</span>,
  },
  {
    name: 'Change',
    isNameHidden: true,
    cell: ({ symbol, isEntered }) => (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${isEntered ? 'Remove' : 'Let in'} ${symbol}`}
        onClick={() => ask(isEntered ? removeQuestion(symbol, open) : addQuestion(symbol))}
      >
        {isEntered ? 'Remove' : 'Let in'}
      </Button>
    ),
  },
];

const addQuestion = (symbol: string): Question => ({
  title: `Add ${symbol}?`,
  body: `Viper follows ${symbol} from now on, over restarts too, and reads its history. Then strategies may open positions in it, within the limits of risk.`,
  action: `Add ${symbol}`,
  change: { kind: 'add-symbol', symbol },
  done: ({ changed }) =>
    changed === true ? `${symbol} is followed from now on.` : `${symbol} was followed and entered already.`,
});

function removeQuestion(symbol: string, open: readonly string[]): Question {
  const own = open.filter((position) => position.startsWith(`${symbol} `));
  return {
    title: `Take ${symbol} out?`,
    body: (
      <List size="sm" spacing={4}>
        <List.Item>Nothing is opened in {symbol} any more, over restarts too.</List.Item>
        <List.Item>Its resting entry orders are canceled.</List.Item>
        <List.Item>
          {own.length === 0
            ? 'No position is open in it; it is left at once.'
            : `Nothing is closed: ${own.join(' and ')} keeps its stop and targets and is managed to its end. Then ${symbol} is left.`}
        </List.Item>
      </List>
    ),
    action: `Take ${symbol} out`,
    keep: 'Keep it',
    change: { kind: 'remove-symbol', symbol },
    done: (answer) => removedWords(symbol, answer),
  };
}

function removedWords(
  symbol: string,
  { changed, canceled_entries: canceled, open_positions: positions }: Answer,
): string {
  if (changed !== true) return `${symbol} was taken out already.`;
  const rest = Number(positions) > 0 ? 'its position is managed to its end' : 'nothing is open in it';
  return `${symbol} is taken out: ${Number(canceled)} entry orders canceled, ${rest}.`;
}
