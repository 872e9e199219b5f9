/**
 * `viper validate`: whether keys, account and the way to them are fit for trading.
 */
import type { Command } from 'commander';
import { normalizeSymbol } from '../../domain/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { FAULT_EXIT_HELP, FAULT_EXITS } from '../fault-exits.ts';
import { checkLines, exchangedLines, verdictText } from '../output/index.ts';
import { parseDuration, parseNetwork } from '../parse.ts';
import type { ConnectionRequest } from '../roots/index.ts';

export type ConnectionOptions = {
  testnet?: boolean;
  mainnet?: boolean;
  baseUrl?: string;
  symbol: string;
  timeout: string;
  debug?: boolean;
  json?: boolean;
};

/** The options that say where to ask, and how to tell. */
export const withConnection = (command: Command): Command =>
  command
    .option('--testnet', "Bitget's demo trading, with a demo key (this is the default)")
    .option('--mainnet', 'where money is real; nothing is ordered there either')
    .option('--base-url <address>', 'REST address of another exchange, such as an embedded one: http://127.0.0.1:9000')
    .option('--symbol <name>', 'contract to look at, such as BTCUSDT or BTCUSDT_UMCBL', 'BTCUSDT')
    .option('--timeout <duration>', 'for each answer', '5s')
    .option('--debug', 'show every request and its answer; secrets stay hidden')
    .option('--json', 'print one JSON object');

export const connectionOf = (options: ConnectionOptions): ConnectionRequest => ({
  network: parseNetwork(options),
  baseUrl: options.baseUrl,
  symbol: normalizeSymbol(options.symbol),
  timeoutMs: parseDuration(options.timeout, '--timeout'),
});

export const validate = defineCommand({
  name: 'validate',
  register(program, context) {
    withConnection(program.command('validate'))
      .description('check keys, account, clock, prices and orders against the exchange; asks only, changes nothing')
      .addHelpText('after', FAULT_EXIT_HELP)
      .action((options: ConnectionOptions) => run(options, context));
  },
});

async function run(options: ConnectionOptions, { roots, terminal }: CommandContext): Promise<void> {
  const print = (lines: readonly string[]): void => lines.forEach((line) => void terminal.print(line));
  const found = await roots.validate({
    ...connectionOf(options),
    onCheck: (check) => options.json || print(checkLines(check)),
  });
  const { exchanged, fault, ...rest } = found;
  if (options.json)
    terminal.print(JSON.stringify({ ok: !fault, fault: fault ?? null, ...rest, ...(options.debug && { exchanged }) }));
  else print([...(options.debug ? exchangedLines(exchanged) : []), '', verdictText(found)]);
  if (fault) process.exitCode = FAULT_EXITS[fault.name];
}
