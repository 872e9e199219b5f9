/**
 * A dense table from columns and rows; on a narrow page one card for each row, where `isCards` says so.
 * Invariant: a row that did not change is not drawn again, as long as the columns are the same array.
 */
import { memo, type ReactNode } from 'react';

export type Column<Row> = {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Text to the left, numbers to the right. */
  readonly isText?: boolean;
  readonly isWide?: boolean;
  /** What can be done with a row: it stays in sight at the right edge, and its name is for those who hear the page. */
  readonly isNameHidden?: boolean;
};

type Props<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly empty: string;
  readonly isCards?: boolean;
};

export function DataTable<Row>({ label, columns, rows, keyOf, rowClass, empty, isCards = false }: Props<Row>) {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <table className={`grid num${isCards ? ' cards' : ''}`} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, isText, isWide, isNameHidden }) => (
            <th key={name} scope="col" className={isNameHidden ? 'acts' : isText || isWide ? 'left' : undefined}>
              {isNameHidden ? <span className="hidden">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={keyOf(row)} row={row} columns={columns} className={rowClass?.(row)} isCard={isCards} />
        ))}
      </tbody>
    </table>
  );
}

type LineProps<Row> = {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly className: string | undefined;
  readonly isCard: boolean;
};

const Line = memo(function Line<Row>({ row, columns, className, isCard }: LineProps<Row>) {
  return (
    <tr className={className}>
      {columns.map(({ name, cell, isText, isWide, isNameHidden }) => (
        <td
          key={name}
          className={isNameHidden ? 'acts' : isWide ? 'wide' : isText ? 'left' : undefined}
          data-name={isNameHidden ? undefined : name}
        >
          {isCard ? <span className="value">{cell(row)}</span> : cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <Row>(props: LineProps<Row>) => ReactNode;

/** Opens the symbol's chart. */
export function SymbolLink({ symbol, onSymbol }: { symbol: string; onSymbol: (symbol: string) => void }) {
  return (
    <button
      type="button"
      className="symbol-link"
      onClick={() => onSymbol(symbol)}
      title={`Show ${symbol} in the chart`}
    >
      {symbol}
    </button>
  );
}

export const SideText = ({ side }: { side: 'long' | 'short' }) => (
  <span className={side === 'long' ? 'up' : 'down'}>{side === 'long' ? 'Long' : 'Short'}</span>
);
