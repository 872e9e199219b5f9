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
      <h1 className="brand">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        VIPER
      </h1>
      <div className="badges">
        <Badge radius="sm" color={isReal ? 'red' : 'blue'} variant={isReal ? 'filled' : 'light'}>
          {isReal ? 'Live · real money' : status.mode}
        </Badge>
        <Badge radius="sm" color={isReal ? 'red' : 'gray'} variant="light">
          {accountWords(status)}
        </Badge>
        <Badge radius="sm" color={STATE_COLORS[status.state]} variant="light">
          {status.state}
        </Badge>
      </div>
      <Metrics status={status} />
      <ConnectionLight connection={connection} isStale={status.isStale} />
      <div className="actions">
        <PauseButton state={status.state} />
        <KillSwitch overview={overview} />
      </div>
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
      <Metric name="Day P&L" value={formatSigned(status.realizedToday)} tone={signOf(status.realizedToday)} />
      <Metric name="Unrealised" value={formatSigned(status.unrealizedPnl)} tone={signOf(status.unrealizedPnl)} />
      <Metric name="Max drawdown" value={formatAmount(status.maxDrawdown)} />
      <Metric name="Breaker" value={breakerWords(breaker)} tone={breaker.state === 'closed' ? 'flat' : 'warn'} />
      <Metric name="Positions" value={String(status.openPositions)} />
      <Metric name="Feed" value={status.feed} />
    </dl>
  );
}

function Metric({
  name,
  value,
  tone = 'flat',
}: {
  name: string;
  value: string;
  tone?: 'up' | 'down' | 'flat' | 'warn';
}) {
  return (
    <div className="metric">
      <dt>{name}</dt>
      <dd className={tone}>{value}</dd>
    </div>
  );
}

const breakerWords = ({ state, sizeFactor }: StatusRow['breaker']): string =>
  state === 'closed' ? 'Closed' : state === 'cooldown' ? 'Cooling down' : `Size × ${sizeFactor}`;
