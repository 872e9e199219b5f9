/**
 * `viper exchange`: the embedded exchange alone, a Bitget on loopback.
 */
import { InvalidInput } from '../../domain/index.ts';
import { defineCommand } from '../command.ts';
import { factsTable } from '../output/index.ts';
import { parseBalance, parsePort, parseSpeed, parseSymbols } from '../parse.ts';
import { aborted } from '../wait.ts';

type Options = {
  port: string;
  feed: string;
  symbols?: string;
  accounts: string;
  balance: string;
  speed: string;
  dataDir?: string;
  json?: boolean;
};

export const exchange = defineCommand({
  name: 'exchange',
  register(program, { roots, terminal, stopSignal }) {
    program
      .command('exchange')
      .description('run the embedded exchange alone: Bitget V2 and V3, REST and sockets, on loopback, until a signal')
      .option('--port <number>', '0 takes a free one', '0')
      .option('--feed <market>', 'synthetic, synthetic:<seed>, or replay:<file or folder>', 'synthetic')
      .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT (default: all of the feed)')
      .option('--accounts <list>', 'family:count, such as classic:1,unified:1', 'classic:1')
      .option('--balance <usdt>', 'opening balance of each account', '10000')
      .option('--speed <factor>', 'market time against real time', '1')
      .option('--data-dir <folder>', 'keep accounts, orders and positions there over restarts')
      .option('--json', 'print one line of JSON when it listens')
      .action(async (options: Options) => {
        const signal = stopSignal();
        const speed = parseSpeed(options.speed);
        if (speed === 'max')
          throw new InvalidInput(
            '--speed',
            'max',
            'a factor; max is for `viper start`, which drives the exchange itself',
          );
        const running = await roots.exchange({
          feed: options.feed,
          symbols: options.symbols === undefined ? undefined : parseSymbols(options.symbols),
          port: parsePort(options.port),
          accounts: options.accounts,
          balance: parseBalance(options.balance),
          speed,
          dataDir: options.dataDir,
        });
        const { address } = running;
        if (options.json) terminal.print(JSON.stringify(address));
        else {
          terminal.print(
            factsTable({
              REST: address.rest,
              'public sockets': `${address.ws.public}, ${address.unifiedWs.public}`,
              'private sockets': `${address.ws.private}, ${address.unifiedWs.private}`,
              market: address.feed,
              ...Object.fromEntries(
                address.accounts.map(({ name, apiKey, apiSecret, passphrase, balance }) => [
                  `account ${name}`,
                  `key ${apiKey}, secret ${apiSecret}, passphrase ${passphrase}, ${balance} USDT`,
                ]),
              ),
            }),
          );
          terminal.tell('Ctrl-C stops.');
        }
        await aborted(signal);
        await running.close();
      });
  },
});
