/**
 * Says across the page when what it shows may be wrong, or when the engine does not trade.
 */
import type { StatusRow } from '../../../src/engine/api.ts';
import { formatDuration, formatMoment } from '../format.ts';
import type { Connection } from '../live/use-live-stream.ts';
import { useNow } from './connection-light.tsx';

export function Warnings({ status, connection }: { status: StatusRow; connection: Connection }) {
  const now = useNow();
  const { state, heardAt } = connection;
  const isTrading = status.state === 'running' || status.state === 'paused';
  const since = heardAt === undefined ? '' : ` for ${formatDuration(now - heardAt)}`;
  return (
    <div aria-live="assertive">
      {state === 'lost' && (
        <p className="banner" style={{ margin: 0 }}>
          The live stream has been lost{since}; trying again. What you see is from {formatMoment(status.at)} UTC. The
          engine goes on without this page.
        </p>
      )}
      {state === 'live' && status.isStale && (
        <p className="banner stale" style={{ margin: 0 }}>
          Market data is stale: prices, and profits made of them, are not to be trusted.
        </p>
      )}
      {state === 'live' && isTrading && status.isAccountStale && (
        <p className="banner stale" style={{ margin: 0 }}>
          The account was not compared with the exchange for too long; the last time was{' '}
          {status.accountAt === undefined ? 'before this run' : `${formatMoment(status.accountAt)} UTC`}.
        </p>
      )}
      {status.state === 'failed' && (
        <p className="banner" style={{ margin: 0 }}>
          The engine has stopped on an error; its log says why. Stops stay at the exchange.
        </p>
      )}
    </div>
  );
}
