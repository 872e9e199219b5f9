/**
 * The status of a running engine, repainted in place.
 */
import type { EngineApi } from '../../engine/index.ts';
import { sparkline } from './sparkline.ts';
import { rowsTable } from './table.ts';
import type { Terminal } from './terminal.ts';

const CLEAR = '\u001b[H\u001b[J';
const EVERY_MS = 500;
const NOTICES = 6;

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
      row.owner,
      row.size,
      row.entryPrice,
      row.markPrice,
      row.unrealizedPnl,
      row.stopLoss ?? 'NONE',
      row.takeProfits.map(({ price }) => price).join(' '),
    ]);
  const notices = engine.notices(NOTICES).map((row) => `${time(row.at)}  ${row.code}  ${brief(row.details)}`);
  return [
    ...header,
    '',
    `${status.state.toUpperCase()}  ${status.mode}  ${time(status.at)} UTC  ${status.isStale ? 'STALE MARKET DATA  ' : ''}entry ${status.seq}`,
    `equity ${status.equity} USDT   balance ${status.balance}   today ${status.realizedToday}   max drawdown ${status.maxDrawdown}`,
    `trades ${status.trades} (${status.wins} won, ${status.losses} lost)   fills ${status.fills}   fees ${status.fees}   breaker ${status.breaker.state}`,
    sparkline(equity, Math.min(80, terminal.columns - 2)),
    '',
    positions.length === 0
      ? 'no open position'
      : rowsTable(['symbol', 'side', 'strategy', 'size', 'entry', 'mark', 'unrealised', 'stop', 'targets'], positions),
    '',
    ...notices,
    '',
    'Ctrl-C stops; positions keep their stops on the exchange.',
    '',
  ].join('\n');
}

/** Such as `cooldownUntil`. */
const isMoment = (name: string, value: unknown): value is number =>
  typeof value === 'number' && /(Until|At)$/.test(name);

const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const brief = (details: Readonly<Record<string, unknown>>): string =>
  Object.entries(details)
    .map(([name, value]) => `${name} ${isMoment(name, value) ? time(value) : String(value)}`)
    .join(', ')
    .slice(0, 110);
