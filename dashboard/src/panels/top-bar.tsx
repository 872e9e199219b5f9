/**
 * What must be seen at every moment: mode, state, money, circuit breaker, connection; and the kill switch.
 */
import { Badge } from '@mantine/core';
import type { StatusRow } from '../../../src/engine/api.ts';
import { formatAmount, formatSigned, signOf } from '../format.ts';
import type { Connection } from '../live/use-live-stream.ts';
import type { Overview } from '../overview.ts';
import { ConnectionLight } from './connection-light.tsx';
import { KillSwitch } from './kill-switch.tsx';
import { PauseButton } from './pause-button.tsx';

const STATE_COLORS: Readonly<Record<StatusRow['state'], string>> = {
  starting: 'blue',
  running: 'teal',
  paused: 'yellow',
  stopping: 'gray',
  stopped: 'gray',
  failed: 'red',
};

export function TopBar({ overview, connection }: { overview: Overview; connection: Connection }) {
  const { status } = overview;
  const isReal = status.mode === 'live';
  return (
    <header className="bar">
      <div className="bar-fixed">
        <h1 className="brand">
          <img src="/favicon.svg" alt="" width={22} height={22} />
          <span>VIPER</span>
        </h1>
        <div className="badges">
          <Badge radius="sm" color={isReal ? 'red' : 'blue'} variant={isReal ? 'filled' : 'light'}>
            {isReal ? 'Live · real money' : status.mode}
          </Badge>
          <Badge radius="sm" color={isReal ? 'red' : 'gray'} variant="light" className="account">
            {accountWords(status)}
          </Badge>
          <Badge radius="sm" color={STATE_COLORS[status.state]} variant="light">
            {status.state}
          </Badge>
        </div>
        <ConnectionLight connection={connection} isStale={status.isStale} />
        <div className="actions">
          <PauseButton state={status.state} />
          <KillSwitch connection={connection} />
        </div>
      </div>
      <Metrics status={status} />
    </header>
  );
}

const accountWords = ({ network, family }: StatusRow): string =>
  [network ?? 'no account', family].filter(Boolean).join(' · ');

function Metrics({ status }: { status: StatusRow }) {
  const { breaker } = status;
  return (
    <dl className="metrics num">
      <Metric name="Equity" value={`${formatAmount(status.equity)} USDT`} />
      <Metric
        name="Profit today"
        about="Realised this UTC day, after fees and funding, USDT"
        value={formatSigned(status.realizedToday)}
        tone={signOf(status.realizedToday)}
      />
      <Metric
        name="Unrealised"
        about="Of open positions at their present price, USDT"
        value={formatSigned(status.unrealizedPnl)}
        tone={signOf(status.unrealizedPnl)}
      />
      <Metric
        name="Max drawdown"
        about="Largest fall of equity from its highest point, USDT"
        value={formatAmount(status.maxDrawdown)}
      />
      <Metric
        name="Circuit breaker"
        about="Stops entries after losses in a row"
        value={breakerWords(breaker)}
        tone={breaker.state === 'closed' ? 'flat' : 'warn'}
      />
      <Metric name="Positions" value={String(status.openPositions)} />
    </dl>
  );
}

type MetricProps = {
  readonly name: string;
  /** What it is exactly, and its unit. */
  readonly about?: string;
  readonly value: string;
  readonly tone?: 'up' | 'down' | 'flat' | 'warn';
};

function Metric({ name, about, value, tone = 'flat' }: MetricProps) {
  return (
    <div className="metric" title={about}>
      <dt>{name}</dt>
      <dd className={tone}>{value}</dd>
    </div>
  );
}

const breakerWords = ({ state, sizeFactor }: StatusRow['breaker']): string =>
  state === 'closed' ? 'Quiet' : state === 'cooldown' ? 'No entries' : `Size × ${sizeFactor}`;
