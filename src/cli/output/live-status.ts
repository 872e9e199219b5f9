/**
 * The status of a running engine, repainted in place.
 */
import type { EngineApi } from '../../engine/index.ts';
import { moment, usdt } from './amounts.ts';
import { detailsText } from './notice-text.ts';
import { sparkline } from './sparkline.ts';
import { rowsTable } from './table.ts';
import type { Terminal } from './terminal.ts';

const CLEAR = '\u001b[H\u001b[J';
const EVERY_MS = 500;
const NOTICES = 6;
/** What matters most stands where a narrow terminal does not cut it off. */
const HEAD = ['symbol', 'side', 'size', 'entry', 'mark', 'stop', 'unrealised', 'strategy', 'targets'];

export type LiveStatusOptions = {
  readonly terminal: Terminal;
  readonly engine: EngineApi;
  readonly header: readonly string[];
};

/** @returns stop */
export function startLiveStatus(options: LiveStatusOptions): () => void {
  const timer = setInterval(() => options.terminal.paint(CLEAR + renderStatus(options)), EVERY_MS);
  return () => clearInterval(timer);
}

export function renderStatus({ terminal, engine, header }: LiveStatusOptions): string {
  const status = engine.status();
  const equity = engine.equity(terminal.columns).map((point) => Number(point.equity));
  const positions = engine
    .positions()
    .map((row) => [
      row.symbol,
      row.side,
      row.size,
      row.entryPrice,
      row.markPrice,
      row.stopLoss ?? 'NONE',
      usdt(row.unrealizedPnl),
      row.owner,
      row.takeProfits.map(({ price }) => price).join(' '),
    ]);
  const notices = engine.notices(NOTICES).map((row) => `${moment(row.at)}  ${row.code}  ${detailsText(row.details)}`);
  return [
    ...header,
    '',
    `${status.state.toUpperCase()}  ${status.mode}  ${moment(status.at)} UTC  ${status.isStale ? 'STALE MARKET DATA  ' : ''}entry ${status.seq}`,
    `equity ${usdt(status.equity)} USDT   balance ${usdt(status.balance)}   today ${usdt(status.realizedToday)}   max drawdown ${usdt(status.maxDrawdown)}`,
    `trades ${status.trades} (${status.wins} won, ${status.losses} lost)   fills ${status.fills}   fees ${usdt(status.fees)}   breaker ${status.breaker.state}`,
    sparkline(equity, Math.min(80, terminal.columns - 2)),
    '',
    positions.length === 0 ? 'no open position' : rowsTable(HEAD, positions),
    '',
    ...notices,
    '',
    'Ctrl-C stops; positions keep their stops on the exchange. `viper pause`: no more entries. `viper kill`: close all.',
    '',
  ]
    .flatMap((line) => line.split('\n'))
    .map((line) => line.slice(0, terminal.columns))
    .join('\n');
}
