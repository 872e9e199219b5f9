/**
 * Whether what is shown is true now: the stream lives, and the engine's market data is fresh.
 */
import { useEffect, useState } from 'react';
import type { Connection } from '../live/use-live-stream.ts';

const WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Stream lost' } as const;

export function ConnectionLight({ connection, isStale }: { connection: Connection; isStale: boolean }) {
  const isLive = connection.state === 'live';
  const tone = isLive ? (isStale ? 'warn' : 'up') : connection.state === 'lost' ? 'down' : '';
  return (
    <span className="link" role="status">
      <span className={`dot ${tone}`} aria-hidden />
      {isLive && isStale ? 'Stale prices' : WORDS[connection.state]}
    </span>
  );
}

/** This machine's time, once a second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
