/**
 * Whether what is shown is true now: the stream lives, and the engine's market data is fresh.
 */
import { useEffect, useState } from 'react';
import { formatDuration } from '../format.ts';
import type { Connection } from '../live/use-live-stream.ts';

const WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Stream lost' } as const;

export function ConnectionLight({ connection, isStale }: { connection: Connection; isStale: boolean }) {
  const { state, heardAt } = connection;
  const isLive = state === 'live';
  const tone = isLive ? (isStale ? 'warn' : 'up') : state === 'lost' ? 'down' : '';
  return (
    <span className="link">
      <span className={`dot ${tone}`} aria-hidden />
      <span role="status">{isLive && isStale ? 'Stale prices' : WORDS[state]}</span>
      {state === 'lost' && heardAt !== undefined && <Since at={heardAt} />}
    </span>
  );
}

/** Counts on its own, so that nothing else is drawn every second. */
const Since = ({ at }: { at: number }) => <span className="num">{formatDuration(useNow() - at)}</span>;

/** This machine's time, once a second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
