/**
 * `viper exchange`: the embedded exchange alone, a Bitget on loopback.
 */
import { type CommandContext, defineCommand } from '../command.ts';
import { exchangeText } from '../output/index.ts';
import {
  parseBalance,
  parseExchangeSpeed,
  parseLeverage,
  parsePort,
  parsePositionMode,
  parseSeed,
  parseSymbols,
} from '../parse.ts';
import type { ExchangeRequest } from '../roots/index.ts';
import { aborted } from '../wait.ts';
import { registerExchangeCalls } from './exchange-calls.ts';

type Options = {
  port: string;
  feed: string;
  seed?: string;
  symbols?: string;
  accounts: string;
  accountsFile?: string;
  balance: string;
  positionMode?: string;
  leverage?: string;
  speed: string;
  faults?: string;
  dataDir?: string;
  json?: boolean;
};

export const exchange = defineCommand({
  name: 'exchange',
  register(program, context) {
    const command = program
      .command('exchange')
      .description('run the embedded exchange alone: Bitget V2 and V3, REST and sockets, on loopback, until a signal')
      .enablePositionalOptions()
      .option('--port <number>', '0 takes a free one', '0')
      .option('--feed <market>', 'synthetic, synthetic:<seed>, or replay:<file or folder>', 'synthetic')
      .option('--seed <number>', 'of a synthetic market and of faults')
      .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT (default: all of the feed)')
      .option('--accounts <list>', 'family:count, such as classic:1,unified:1', 'classic:1')
      .option('--accounts-file <file>', 'a JSON list that names each account, in place of --accounts')
      .option('--balance <usdt>', 'opening balance of each account', '10000')
      .option('--position-mode <mode>', 'hedge or one-way, of each new account (default: hedge)')
      .option('--leverage <factor>', 'of each new account and every symbol (default: 10)')
      .option('--speed <factor>', 'market time against real time; driven: time moves by `viper exchange advance`', '1')
      .option('--faults <rules>', 'rules about faults in JSON, or a file with them')
      .option('--data-dir <folder>', 'keep accounts, keys, orders and positions there over restarts')
      .option('--json', 'print one line of JSON when it listens')
      .action((options: Options) => run(options, context));
    registerExchangeCalls(command, context);
  },
});

async function run(options: Options, { roots, terminal, stopSignal }: CommandContext): Promise<void> {
  const signal = stopSignal();
  const running = await roots.exchange(requestOf(options));
  const { address, faults } = running;
  if (faults.length > 0) terminal.tell(`Faults are on: ${faults.join(', ')}.`);
  terminal.print(options.json ? JSON.stringify(address) : exchangeText(address));
  if (!options.json) terminal.tell('Ctrl-C stops.');
  await aborted(signal);
  await running.close();
}

const requestOf = (options: Options): ExchangeRequest => ({
  feed: options.feed,
  seed: ifGiven(options.seed, parseSeed),
  symbols: ifGiven(options.symbols, parseSymbols),
  port: parsePort(options.port),
  accounts: options.accounts,
  accountsFile: options.accountsFile,
  balance: parseBalance(options.balance),
  positionMode: ifGiven(options.positionMode, parsePositionMode),
  leverage: ifGiven(options.leverage, (text) => parseLeverage(text, '--leverage')),
  speed: parseExchangeSpeed(options.speed),
  faults: options.faults,
  dataDir: options.dataDir,
});

const ifGiven = <T>(text: string | undefined, parse: (text: string) => T): T | undefined =>
  text === undefined ? undefined : parse(text);
