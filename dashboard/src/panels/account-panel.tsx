/**
 * The numbers behind the curve: cash, costs, trades, refusals, and how the run is set up.
 */
import type { ReactNode } from 'react';
import type { StatusRow } from '../../../src/engine/api.ts';
import { formatAmount, formatFine, formatMoment, formatSigned } from '../format.ts';
import { plain } from '../words.ts';
import { Panel } from './panel.tsx';

export function AccountPanel({ status }: { status: StatusRow }) {
  const { wins, losses, breaker } = status;
  const decided = wins + losses;
  const refusals = Object.entries(status.refusals);
  return (
    <Panel title="Account" aside={<span className="dim num">{formatMoment(status.at)} UTC</span>}>
      <dl className="facts num">
        <Fact name="Balance" value={`${formatAmount(status.balance)} USDT`} />
        <Fact name="Available" value={`${formatAmount(status.available)} USDT`} />
        <Fact name="Fees paid" value={`${formatFine(status.fees)} USDT`} />
        <Fact name="Funding" value={`${formatSigned(status.funding)} USDT`} />
        <Fact name="Trades" value={status.trades} />
        <Fact name="Fills" value={status.fills} />
        <Fact
          name="Won / lost"
          value={decided === 0 ? '–' : `${wins} / ${losses} (${Math.round((100 * wins) / decided)} %)`}
        />
        <Fact name="Losses in a row" value={breaker.consecutiveLosses} />
        {breaker.until !== undefined && (
          <Fact name="No entries until" isFull value={`${formatMoment(breaker.until)} UTC`} />
        )}
        <Fact
          name={status.strategies.length > 1 ? 'Strategies' : 'Strategy'}
          isFull
          value={strategyWords(status.strategies)}
        />
        <Fact name="Market" isFull value={status.feed} />
        <Fact name="Venue" isFull value={`${status.venue}, ${status.marginMode} margin`} />
        <Fact
          name="Refused by risk"
          isFull
          value={refusals.map(([rule, times]) => `${plain(rule)} ${times}×`).join(', ') || 'none'}
        />
        <Fact
          name="Reconciled"
          isFull
          value={status.reconciledAt === undefined ? 'not yet' : `${formatMoment(status.reconciledAt)} UTC`}
        />
      </dl>
    </Panel>
  );
}

/** "strategic 15m", or "strategic, newbie on 1m" where the bars are the same. */
function strategyWords(strategies: StatusRow['strategies']): string {
  const bars = new Set(strategies.map(({ timeframe }) => timeframe));
  if (strategies.length > 1 && bars.size === 1)
    return `${strategies.map(({ name }) => name).join(', ')} on ${[...bars].join()}`;
  return strategies.map(({ name, timeframe }) => `${name} ${timeframe}`).join(', ') || 'none';
}

function Fact({ name, value, isFull = false }: { name: string; value: ReactNode; isFull?: boolean }) {
  return (
    <div className={isFull ? 'full' : undefined}>
      <dt>{name}</dt>
      <dd title={typeof value === 'string' ? value : undefined}>{value}</dd>
    </div>
  );
}
