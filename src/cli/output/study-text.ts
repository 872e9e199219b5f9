/**
 * A study for people: what each profile did out of sample on each symbol, in one table.
 */
import type { Study } from '../../backtest/index.ts';
import { rowsTable } from './table.ts';

const HEAD = ['profile', 'symbol', 'trades', 'won', 'R a trade', 'net', 'holding', 'by chance', 'beats', 'drawdown'];

/** @param file where the page was written, if it was. */
export function studyText({ rows, span }: Study, file: string | undefined): string {
  const lines = rows.map(({ strategy, symbol, outOfSample, buyAndHold, random, beatsRandom }) => [
    strategy,
    symbol,
    String(outOfSample.trades),
    percent(outOfSample.winRate, 0),
    outOfSample.expectancyR?.toFixed(2) ?? '–',
    percent(outOfSample.net),
    percent(buyAndHold),
    percent(random),
    percent(beatsRandom, 0),
    percent(outOfSample.maxDrawdown),
  ]);
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const title = `Out of sample, ${day(span.from)} to ${day(span.to)}; net, holding and chance as shares of the balance.`;
  const written = file === undefined ? [] : ['', `The page is in ${file}.`];
  return [title, '', rowsTable(HEAD, lines), ...written].join('\n');
}

const percent = (share: number | undefined, places = 1): string =>
  share === undefined ? '–' : `${(share * 100).toFixed(places)} %`;
