/**
 * Symbols of a run and changes of them, for people.
 */
import type { SymbolAdded, SymbolLine, SymbolRemoved } from '../roots/index.ts';
import { rowsTable } from './table.ts';

export const symbolsText = (lines: readonly SymbolLine[]): string =>
  rowsTable(
    ['symbol', 'entries', 'said by', 'open'],
    lines.map((line) => [line.symbol, entriesOf(line), line.by, positionsText(line)]),
  );

const entriesOf = ({ followed, enters }: SymbolLine): string =>
  enters ? 'yes' : followed ? 'no, managed' : 'no, not followed';

const positionsText = ({ positions }: SymbolLine): string => positions.map(positionText).join('; ') || '–';

/** Such as "long 0.1, stop 59000". */
export const positionText = ({ side, size, stopLoss }: SymbolLine['positions'][number]): string =>
  `${side} ${size}, ${stopLoss === undefined ? 'NO STOP-LOSS' : `stop ${stopLoss}`}`;

export const addedText = ({ symbol, isChange }: SymbolAdded): string =>
  isChange
    ? `${symbol} is followed, over restarts too; its strategies enter once they have read its history.`
    : `${symbol} is followed and entered already; nothing has changed.`;

export function removedText({ symbol, isChange, canceledEntries, openPositions }: SymbolRemoved): string {
  if (!isChange) return `${symbol} is taken out already; nothing has changed.`;
  const canceled = canceledEntries > 0 ? ` ${canceledEntries} resting entries are being canceled.` : '';
  return `${symbol} gets no more entries, over restarts too.${canceled} ${
    openPositions > 0
      ? 'Its position stays open with its stop and is managed to its end; close it by hand where it should end now.'
      : 'Nothing is open in it.'
  }`;
}

/** What `add` or `remove` would do, by what is known without asking the exchange. */
export function wouldText(
  what: 'add' | 'remove',
  symbol: string,
  { symbols, max }: { readonly symbols: readonly SymbolLine[]; readonly max: number },
): string {
  const line = symbols.find((one) => one.symbol === symbol);
  const followed = symbols.filter((one) => one.followed).length;
  if (what === 'add') {
    if (line?.enters) return addedText({ symbol, isChange: false });
    if (!line?.followed && followed >= max)
      return `${symbol} would be refused: ${followed} are followed, at most ${max}.`;
    return `${symbol} would be followed, beside ${followed} of at most ${max}; whether the exchange lists it is asked when it is added.`;
  }
  if (!line) return `${symbol} is not followed; nothing would change.`;
  if (!line.enters && line.by === 'hand')
    return removedText({ symbol, isChange: false, canceledEntries: 0, openPositions: 0 });
  return `${symbol} would get no more entries; open in it: ${positionsText(line)}.`;
}
