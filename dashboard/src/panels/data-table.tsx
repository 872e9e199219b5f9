/**
 * A dense table from columns and rows.
 */
import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Text to the left, numbers to the right. */
  readonly isText?: boolean;
  readonly isWide?: boolean;
};

type Props<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly empty: string;
};

export function DataTable<Row>({ label, columns, rows, keyOf, rowClass, empty }: Props<Row>) {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <table className="grid num" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, isText, isWide }) => (
            <th key={name} scope="col" className={isText || isWide ? 'left' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={rowClass?.(row)}>
            {columns.map(({ name, cell, isText, isWide }) => (
              <td key={name} className={isWide ? 'wide' : isText ? 'left' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

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
