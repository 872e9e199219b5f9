/**
 * How fast the embedded exchange is: its core, orders through REST beside a bare echo, books to a hundred sockets beside a bare
 * broadcast, and the memory of a large one.
 * Usage: node test/bench/exchange.ts [--json] [--check]; --check ends with 1 when something is far from its target.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { FAN_OUT_SOCKETS, measureFanOut } from './exchange-fan-out.ts';
import { LARGE, measureMemory } from './exchange-memory.ts';
import { measureRest, ORDER_KINDS, type OrderKind, type OrderRates } from './exchange-orders.ts';
import { median, percentile, report, rounded } from './measure.ts';

/** Orders of the core's own bench: enough to be warm. */
const CORE_ORDERS = '50000';
/** One at a time, as a bot sends them; then as many as the exchange can take. */
const LOADS = [
  { sockets: 1, batches: 20 },
  { sockets: 16, batches: 5 },
] as const;
const BURSTS = 12;
/** How far beyond a target `--check` lets a busy machine be. */
const TOLERANCE = 3;

type Row = Readonly<Record<string, string | number>>;
type Target = {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  /** Whether less is better. */
  readonly isCeiling: boolean;
};

const { values: options } = parseArgs({ options: { json: { type: 'boolean' }, check: { type: 'boolean' } } });

function print(title: string, rows: readonly Row[]): void {
  if (options.json) {
    for (const row of rows) report({ bench: title, ...row });
    return;
  }
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows.map((row) => head.map((name) => row[name] ?? '')));
  console.log(`${title}\n${table.toString()}`);
}

/** The lines of the core's bench, by its name for each. */
function coreRows(): readonly Row[] {
  const file = fileURLToPath(new URL('exchange-core.ts', import.meta.url));
  const lines = execFileSync(process.execPath, [file, CORE_ORDERS, '--json'], { encoding: 'utf8' }).trim().split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Row);
}

const timesEcho = (rates: Readonly<Record<OrderKind, OrderRates>>, kind: OrderKind): number =>
  median(rates[kind].spentMs) / median(rates.echo.spentMs);

const restRow = (rates: Readonly<Record<OrderKind, OrderRates>>, kind: OrderKind): Row => ({
  request: kind,
  perSecond: rounded(median(rates[kind].perSecond)),
  p50Ms: rounded(median(rates[kind].spentMs)),
  p99Ms: rounded(percentile(rates[kind].spentMs, 0.99)),
  serverCpuUs: rounded(median(rates[kind].cpuUs)),
  timesEcho: rounded(timesEcho(rates, kind)),
});

const core = coreRows();
for (const { bench, ...row } of core) print(`core: ${bench}`, [row]);
const rest = [];
for (const load of LOADS) {
  const rates = await measureRest(load);
  rest.push(rates);
  print(
    `orders by REST, ${load.sockets} at a time`,
    ORDER_KINDS.map((kind) => restRow(rates, kind)),
  );
}
const fanOut = await measureFanOut(BURSTS);
print(`books to ${FAN_OUT_SOCKETS} sockets, ${fanOut.frameBytes} bytes a frame`, [
  {
    from: 'exchange',
    framesPerSecond: rounded(median(fanOut.perSecond)),
    serverCpuUs: rounded(median(fanOut.cpuUs)),
    p50Ms: rounded(median(fanOut.delayMs)),
    p99Ms: rounded(percentile(fanOut.delayMs, 0.99)),
  },
  {
    from: 'bare ws',
    framesPerSecond: rounded(median(fanOut.floorPerSecond)),
    serverCpuUs: rounded(median(fanOut.floorCpuUs)),
  },
]);
const memory = await measureMemory();
const [emptyMb, usedMb] = [rounded(memory.emptyMb), rounded(memory.usedMb)];
print('memory of the process', [{ ...LARGE, emptyMb, usedMb }]);

const [alone] = rest;
const corePerSecond = core.map(({ ordersPerSecond }) => Number(ordersPerSecond)).filter((rate) => rate > 0);
if (corePerSecond.length === 0) throw new Error("the core's bench told no rate");
const targets: readonly Target[] = [
  { name: 'core, orders a second at least', value: Math.min(...corePerSecond), bound: 50_000, isCeiling: false },
  { name: 'resting order ÷ echo, p50', value: alone ? timesEcho(alone, 'resting') : 0, bound: 1.5, isCeiling: true },
  { name: 'filled order ÷ echo, p50', value: alone ? timesEcho(alone, 'filled') : 0, bound: 2, isCeiling: true },
  {
    name: 'frames a second ÷ bare ws',
    value: median(fanOut.perSecond) / median(fanOut.floorPerSecond),
    bound: 0.8,
    isCeiling: false,
  },
  { name: 'MB of a large exchange', value: memory.usedMb, bound: 400, isCeiling: true },
];

/** @param slack 1 for the target itself */
const isMet = ({ value, bound, isCeiling }: Target, slack: number): boolean =>
  isCeiling ? value <= bound * slack : value >= bound / slack;

print(
  'targets',
  targets.map((target) => ({
    name: target.name,
    value: rounded(target.value),
    target: `${target.isCeiling ? '≤' : '≥'} ${target.bound}`,
    verdict: isMet(target, 1) ? 'met' : 'missed',
  })),
);
const far = targets.filter((target) => !isMet(target, TOLERANCE));
if (options.check && far.length > 0) {
  console.error(`far from the target: ${far.map(({ name }) => name).join('; ')}`);
  process.exit(1);
}
process.exit();
