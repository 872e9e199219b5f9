/**
 * `viper exchange advance`, `faults` and `admin`: calls to an exchange that runs.
 */
import type { Command } from 'commander';
import { InvalidInput } from '../../domain/index.ts';
import type { CommandContext } from '../command.ts';
import { parseDuration } from '../parse.ts';
import type { AdminRequest } from '../roots/index.ts';

const EXCHANGE = ['--exchange <file>', 'needed: the JSON line of the running `viper exchange`'] as const;

export function registerExchangeCalls(exchange: Command, context: CommandContext): void {
  registerAdvance(exchange, context);
  registerFaults(exchange, context);
  registerAdmin(exchange, context);
}

function registerAdvance(exchange: Command, { roots, terminal }: CommandContext): void {
  exchange
    .command('advance')
    .description('move the time of an exchange that runs with --speed driven')
    .argument('<duration>', 'market time, such as 30s or 2h')
    .requiredOption(...EXCHANGE)
    .action(async (duration: string, options: { exchange: string }) => {
      const body = { byMs: parseDuration(duration, 'duration') };
      const call: AdminRequest = { exchange: options.exchange, method: 'POST', path: 'advance', body };
      terminal.print(JSON.stringify(await roots.exchangeAdmin(call)));
    });
}

type FaultOptions = { exchange: string; remove?: string; clear?: boolean };

function registerFaults(exchange: Command, { roots, terminal }: CommandContext): void {
  exchange
    .command('faults')
    .description('list the rules about faults of a running exchange, add some, or take them out')
    .argument('[rules]', 'rules to add, in JSON, or a file with them')
    .requiredOption(...EXCHANGE)
    .option('--remove <id>', 'take one rule out')
    .option('--clear', 'take all rules out')
    .action(async (rules: string | undefined, { exchange: file, remove, clear }: FaultOptions) => {
      if ([rules, remove, clear].filter((wish) => wish !== undefined).length > 1)
        throw new InvalidInput(
          'faults',
          [rules, remove, clear && '--clear'].join(' '),
          'one of rules, --remove, --clear',
        );
      if (rules !== undefined) return terminal.print(JSON.stringify(await roots.addFaults(file, rules)));
      const path = remove === undefined ? 'faults' : `faults/${encodeURIComponent(remove)}`;
      const method = remove === undefined && !clear ? 'GET' : 'DELETE';
      return terminal.print(JSON.stringify(await roots.exchangeAdmin({ exchange: file, method, path })));
    });
}

function registerAdmin(exchange: Command, { roots, terminal }: CommandContext): void {
  exchange
    .command('admin')
    .description('call an operation of the admin API of a running exchange')
    .argument('<operation>', 'its path below /admin, such as accounts or symbols/BTCUSDT/halt')
    .argument('[body]', 'JSON; with one the call is a POST')
    .requiredOption(...EXCHANGE)
    .option('--method <method>', 'GET, POST or DELETE, where it is not told by the body')
    .action(async (path: string, text: string | undefined, options: { exchange: string; method?: string }) => {
      const body = text === undefined ? undefined : parseBody(text);
      const method = parseMethod(options.method ?? (body === undefined ? 'GET' : 'POST'));
      terminal.print(JSON.stringify(await roots.exchangeAdmin({ exchange: options.exchange, method, path, body })));
    });
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput('body', text, 'JSON', cause);
  }
}

function parseMethod(text: string): AdminRequest['method'] {
  if (text === 'GET' || text === 'POST' || text === 'DELETE') return text;
  throw new InvalidInput('--method', text, 'GET, POST or DELETE');
}
