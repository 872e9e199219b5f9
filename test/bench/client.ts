/**
 * How fast the Bitget client is beside two that others wrote and beside its floors: orders over loopback, and order books.
 * Usage: node test/bench/client.ts [--json] [--check]; --check ends with 1 when a ratio is half above its target, or above
 * what bare undici has in the same run, where that alone misses it: no client is faster than its floor.
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { BOOK_READERS, measureBooks } from './books.ts';
import { median, percentile, report, rounded } from './measure.ts';
import { measureOrders, ORDER_SENDERS } from './orders.ts';

const ORDERS = 3_000;
const BATCHES = 40;
/** How far beyond a target `--check` lets a busy machine be. */
const TOLERANCE = 1.5;

type Row = Readonly<Record<string, string | number>>;
type Target = {
  readonly name: string;
  readonly ratio: number;
  readonly bound: number;
  /** Whether less is better. */
  readonly isCeiling: boolean;
  /** The ratio of bare undici in its place. */
  readonly floor?: number;
};

const { values: options } = parseArgs({ options: { json: { type: 'boolean' }, check: { type: 'boolean' } } });

const orders = await measureOrders(ORDERS);
const books = await measureBooks(BATCHES);

const orderRows: readonly Row[] = ORDER_SENDERS.map((name) => ({
  name,
  p50Ms: rounded(median(orders[name])),
  p99Ms: rounded(percentile(orders[name], 0.99)),
}));
const bookRows: readonly Row[] = BOOK_READERS.map((name) => ({
  name,
  messagesPerSecond: rounded(median(books[name])),
}));

const orderRatio = (other: keyof typeof orders) => median(orders.viper) / median(orders[other]);
const floor = median(orders['bare undici']) / median(orders['bitget-api']);
const targets: readonly Target[] = [
  { name: 'order, viper ÷ bare undici', ratio: orderRatio('bare undici'), bound: 1.15, isCeiling: true },
  { name: 'order, viper ÷ ccxt', ratio: orderRatio('ccxt'), bound: 0.8, isCeiling: true },
  { name: 'order, viper ÷ bitget-api', ratio: orderRatio('bitget-api'), bound: 0.3, isCeiling: true, floor },
  { name: 'book, viper ÷ ccxt', ratio: median(books.viper) / median(books.ccxt), bound: 3, isCeiling: false },
];

/** @param slack 1 for the target itself */
const isMet = ({ ratio, bound, isCeiling }: Target, slack: number): boolean =>
  isCeiling ? ratio <= bound * slack : ratio >= bound / slack;

const targetRows: readonly Row[] = targets.map((target) => ({
  name: target.name,
  ratio: rounded(target.ratio),
  target: `${target.isCeiling ? '≤' : '≥'} ${target.bound}`,
  verdict: isMet(target, 1) ? 'met' : 'missed',
}));

function print(title: string, rows: readonly Row[]): void {
  if (options.json) {
    for (const row of rows) report({ bench: title, ...row });
    return;
  }
  const table = new Table({ head: Object.keys(rows[0] ?? {}), style: { head: [], border: [] } });
  table.push(...rows.map((row) => Object.values(row)));
  console.log(`${title}\n${table.toString()}`);
}

print('signed order and its answer', orderRows);
print('order book from the bytes of a frame, 100 levels changed', bookRows);
print('targets', targetRows);
print('floor of the targets', [{ name: 'order, bare undici ÷ bitget-api', ratio: rounded(floor) }]);
const far = targets.filter(
  (target) => !isMet({ ...target, bound: Math.max(target.bound, target.floor ?? 0) }, TOLERANCE),
);
if (options.check && far.length > 0) {
  console.error(`far from the target: ${far.map(({ name }) => name).join('; ')}`);
  process.exit(1);
}
process.exit();
