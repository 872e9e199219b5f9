/**
 * What a person should know at this moment before anything else, the worst first.
 * Invariant: pure; each thing is said once, in whole sentences; what is not known is not called well.
 */
import type { NoticeRow } from '../../src/engine/api.ts';
import type { AlertReport, Limits, StrategyState } from './api.ts';
import { formatDecimals, formatMoment } from './format.ts';
import type { Overview } from './overview.ts';
import { noticeWords, plain } from './words.ts';

export type Severity = 'critical' | 'warning' | 'note';

/** What can be done about it from where it stands. */
export type Remedy = 'resume' | 'put-alerts-aside';

export type Item = {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
  readonly remedy?: Remedy;
};

export type Known = {
  readonly overview: Overview;
  readonly isConnected: boolean;
  /** Undefined: not asked yet, or not told here. */
  readonly strategies: readonly StrategyState[] | undefined;
  readonly limits: Limits | undefined;
  readonly alerts: AlertReport | undefined;
};

const ORDER: readonly Severity[] = ['critical', 'warning', 'note'];

export const attentionOf = (known: Known): readonly Item[] =>
  [
    ...ofConnection(known),
    ...ofEngine(known.overview),
    ...ofTrading(known.overview),
    ...ofStrategies(known),
    ...ofAlerts(known),
    ...ofNotices(known.overview),
  ].toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));

function* ofConnection({ overview: { status }, isConnected }: Known): Generator<Item> {
  if (!isConnected) {
    const text = `The live stream is lost; trying again. What you see is from ${formatMoment(status.at)} UTC. The engine goes on without this page.`;
    yield { id: 'stream-lost', severity: 'critical', text };
    return;
  }
  if (status.isStale) {
    const text = 'Market data is stale: prices, and profits made of them, are not to be trusted. Entries are refused.';
    yield { id: 'stale', severity: 'critical', text };
  }
  const isTrading = status.state === 'running' || status.state === 'paused';
  if (isTrading && status.isAccountStale) {
    const last = status.accountAt === undefined ? 'before this run' : `${formatMoment(status.accountAt)} UTC`;
    const text = `The account was not compared with the exchange for too long; the last time was ${last}.`;
    yield { id: 'account-stale', severity: 'warning', text };
  }
}

function* ofEngine({ status: { state, breaker, mode } }: Overview): Generator<Item> {
  if (state === 'failed') {
    const text = 'The engine has stopped on an error; its log says why. Stops stay at the exchange.';
    yield { id: 'failed', severity: 'critical', text };
  }
  if (state === 'stopping' || state === 'stopped') {
    yield {
      id: state,
      severity: 'critical',
      text: `The engine is ${state}: nothing is traded. Stops stay at the exchange.`,
    };
  }
  if (state === 'paused') {
    const text = 'Entries are paused: nothing new is opened. Positions keep their stops and targets.';
    yield { id: 'paused', severity: 'warning', text, remedy: 'resume' };
  }
  if (breaker.state === 'cooldown') {
    const until = breaker.until === undefined ? '' : ` until ${formatMoment(breaker.until)} UTC`;
    const text = `The circuit breaker lets no entry through${until}: there were too many losses in a row.`;
    yield { id: 'breaker', severity: 'warning', text };
  }
  if (breaker.state === 'reduced') {
    const text = `After losses in a row, entries are made at ${formatDecimals(breaker.sizeFactor, undefined)} of their size.`;
    yield { id: 'breaker', severity: 'note', text };
  }
  if (state === 'starting' && mode === 'live')
    yield { id: 'starting', severity: 'note', text: 'The engine is starting.' };
}

/** The exchange's word on the stop of a position that was just opened may still be on its way. */
const WORD_OF_STOP_MS = 5_000;

function* ofTrading({ positions, orders, status: { at } }: Overview): Generator<Item> {
  const bare = positions.filter((row) => row.stopLoss === undefined && at - row.openedAt > WORD_OF_STOP_MS);
  for (const { symbol, side } of bare) {
    yield {
      id: `no-stop ${symbol} ${side}`,
      severity: 'critical',
      text: `The position ${symbol} ${side} has no stop-loss.`,
    };
  }
  const unknown = orders.filter(({ status }) => status === 'unknown').length;
  if (unknown > 0) {
    const text = `The answer to ${count(unknown, 'order', 'orders')} is lost; the exchange is being asked.`;
    yield { id: 'unknown-orders', severity: 'warning', text };
  }
}

function* ofStrategies({ strategies = [], limits }: Known): Generator<Item> {
  for (const { name, failure } of strategies) {
    if (failure !== undefined)
      yield {
        id: `failed ${name}`,
        severity: 'critical',
        text: `The strategy ${name} failed and was stopped: ${failure}`,
      };
  }
  const off = strategies.filter(({ enabled, failure }) => !enabled && failure === undefined);
  if (off.length > 0) {
    const text = `Turned off by hand, and entering nothing: ${off.map(({ name }) => name).join(', ')}.`;
    yield { id: 'strategies-off', severity: 'note', text };
  }
  if (limits && limits.tightened.length > 0) {
    const text = `Tighter than configured, by hand: ${limits.tightened.map(plain).join(', ')}.`;
    yield { id: 'limits', severity: 'note', text };
  }
}

function* ofAlerts({ alerts, overview: { status } }: Known): Generator<Item> {
  if (alerts === undefined) return;
  for (const { channel } of alerts.channels) {
    const failed = failureOf(channel, alerts);
    if (failed === undefined) continue;
    const text = `Alerts by ${channel} do not arrive since ${formatMoment(failed.at)} UTC: ${failed.reason ?? plain(failed.outcome)}`;
    yield { id: `silent ${channel}`, severity: 'warning', text };
  }
  if (alerts.channels.length === 0 && status.mode === 'live') {
    const text = 'No way for alerts is set up: nobody is told of trouble while this page is closed.';
    yield { id: 'no-alerts', severity: 'note', text };
  }
}

/** The oldest attempt of those that failed in a row until now; undefined where the latest one arrived. */
export function failureOf(
  channel: string,
  { deliveries }: Pick<AlertReport, 'deliveries'>,
): AlertReport['deliveries'][number] | undefined {
  const own = deliveries.filter((row) => row.channel === channel);
  const arrived = own.findIndex(({ outcome }) => outcome === 'delivered');
  return own.slice(0, arrived === -1 ? own.length : arrived).at(-1);
}

/** What they tell stands in a line of its own for as long as it is so, or was done by a person. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set([
  'paused',
  'resumed',
  'circuit-breaker',
  'strategy-on',
  'strategy-off',
  'strategy-stopped',
  'limits-tightened',
  'limits-loosened',
  'limits-still-tight',
  'market-data-stale',
  'market-data-fresh',
]);

function* ofNotices({ notices, status: { alertsClearedSeq } }: Overview): Generator<Item> {
  const open = notices.filter(
    ({ level, seq, code }) => level !== 'info' && seq > alertsClearedSeq && !TOLD_OTHERWISE.has(code),
  );
  const worst = open.find(({ level }) => level === 'critical') ?? open[0];
  if (worst === undefined) return;
  const others = open.length === 1 ? '' : ` And ${open.length - 1} more under Notices.`;
  const severity = worst.level === 'critical' ? 'critical' : 'warning';
  yield { id: 'notices', severity, text: `${sentenceOf(worst)}${others}`, remedy: 'put-alerts-aside' };
}

function sentenceOf(notice: NoticeRow): string {
  const { title, subject, rest } = noticeWords(notice);
  return `${formatMoment(notice.at)} UTC: ${[title, subject].filter(Boolean).join(', ')}${rest === '' ? '' : ` (${rest})`}.`;
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
