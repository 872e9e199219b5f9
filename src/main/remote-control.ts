/**
 * A running engine as it is shown and asked from afar.
 * Invariant: what changes something goes through the engine's `command`; a lost answer is told as unknown.
 */
import type { EngineApi } from '../engine/index.ts';
import type { AuditEntry, AuditSink, RemoteControl } from '../ports/index.ts';

/** @param audit gets a line for each command. */
export const remoteControlOf = (engine: EngineApi, audit: AuditSink): RemoteControl => ({
  status: () => statusText(engine),
  positions: () => positionsText(engine),
  profit: () => profitText(engine),
  pause: (requestId) => ask({ engine, audit }, 'pause', requestId),
  kill: (requestId) => ask({ engine, audit }, 'kill', requestId),
});

function statusText(engine: EngineApi): string {
  const { state, mode, feed, symbols, strategies, equity, available, openPositions, breaker, isStale, at } =
    engine.status();
  return [
    `Viper ${mode}: ${state}${isStale ? '; market data is old' : ''}`,
    `${feed}; ${symbols.join(' ')}`,
    `strategies: ${strategies.map(({ name, timeframe }) => `${name} on ${timeframe} bars`).join(', ')}`,
    `equity ${equity} USDT, available ${available} USDT`,
    `${openPositions} open positions`,
    `circuit breaker ${breaker.state}, ${breaker.consecutiveLosses} losses in a row`,
    `as of ${new Date(at).toISOString()}`,
  ].join('\n');
}

function positionsText(engine: EngineApi): string {
  const rows = engine.positions().map((row) => {
    const stop = row.stopLoss === undefined ? 'NO STOP-LOSS' : `stop ${row.stopLoss}`;
    const targets = row.takeProfits.map(({ price }) => price).join(', ');
    return [
      `${row.symbol} ${row.side} ${row.size} at ${row.entryPrice}, ${row.leverage}×`,
      `  mark ${row.markPrice}, profit ${row.unrealizedPnl} USDT`,
      `  ${stop}${targets === '' ? '' : `, targets ${targets}`}`,
    ].join('\n');
  });
  return rows.length === 0 ? 'No open positions.' : rows.join('\n');
}

/** For people, in lines. */
export function profitText(engine: EngineApi): string {
  const { equity, balance, unrealizedPnl, realizedToday, fees, funding, maxDrawdown, trades, wins, losses } =
    engine.status();
  return [
    `equity ${equity} USDT, balance ${balance} USDT`,
    `today ${realizedToday} USDT realised, ${unrealizedPnl} USDT open`,
    `fees ${fees} USDT, funding ${funding} USDT, maximum drawdown ${maxDrawdown} USDT`,
    `${trades} trades: ${wins} won, ${losses} lost`,
  ].join('\n');
}

const FROM_AFAR = { service: 'alerts', who: 'telegram', address: 'telegram', method: 'COMMAND', status: null } as const;

const DONE = {
  pause: 'Entries are stopped; stops and targets stay.',
  kill: 'Kill switch: entries are canceled, positions are being closed, entries are stopped.',
} as const;

type Control = 'pause' | 'kill';

async function ask(
  { engine, audit }: { engine: EngineApi; audit: AuditSink },
  kind: Control,
  requestId: string,
): Promise<string> {
  const record = (outcome: AuditEntry['outcome'], reason?: string): void =>
    audit.write({ ...FROM_AFAR, route: kind, requestId, outcome, reason });
  try {
    const reply = await engine.command({ kind }, requestId);
    record(reply.ok ? 'done' : 'refused', reply.ok ? undefined : reply.rule);
    if (!reply.ok) return `Refused: ${reply.rule}.`;
    const facts = Object.entries(reply.details).map(([name, value]) => `${name} ${String(value)}`);
    return `${DONE[kind]} (${facts.join(', ')})`;
  } catch (error) {
    record('unknown');
    const reason = error instanceof Error ? error.message : String(error);
    return `Unknown whether it was carried out: ${reason}. Look at /status.`;
  }
}
