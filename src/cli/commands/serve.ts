/**
 * `viper serve`: one service on its own port, without the others and without the dashboard.
 */
import type { Command } from 'commander';
import { InvalidInput } from '../../domain/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { agree, checkAgreement } from '../confirm.ts';
import { parseMode, parseSymbols } from '../parse.ts';
import { requestOf, type StartOptions } from '../start-request.ts';
import { aborted } from '../wait.ts';

type Options = Pick<
  StartOptions,
  'mode' | 'feed' | 'symbols' | 'profile' | 'balance' | 'dataDir' | 'exchange' | 'ports'
> & {
  baseUrl?: string;
  yesTradeRealMoney?: boolean;
  json?: boolean;
};

type Context = { readonly options: Options; readonly command: Command; readonly context: CommandContext };

const PUBLIC = ['market-data-manager', 'viper-scoring'] as const;
const OF_A_RUN = ['exchange-connector', 'live-trading-engine'] as const;

const ABOUT = `
market-data-manager and viper-scoring need no key: they ask Bitget's public side, or --base-url. exchange-connector is an
account without strategies, live-trading-engine a whole run; both take their mode, market and account like viper start.
The ports are those of the environment, such as MARKET_DATA_MANAGER_PORT.

  viper serve market-data-manager --symbols BTCUSDT,ETHUSDT
  viper serve exchange-connector --mode demo`;

export const serve = defineCommand({
  name: 'serve',
  register(program, context) {
    program
      .command('serve')
      .description('run one service alone on its port')
      .argument('<service>', [...PUBLIC, ...OF_A_RUN].join(', '))
      .option('--symbols <list>', 'such as BTCUSDT,ETHUSDT (default: these two; of a feed: all)')
      .option('--base-url <address>', 'REST address of the exchange of a service without a run (default: Bitget)')
      .option('--mode <mode>', 'of a run: demo, paper, testnet or live', 'demo')
      .option('--feed <market>', 'of a run: synthetic, synthetic:<seed>, or replay:<file or folder>', 'synthetic')
      .option('--profile <names>', 'of the live-trading-engine: trader profiles', 'strategic')
      .option('--balance <usdt>', 'of a run: opening balance in demo and paper', '10000')
      .option('--data-dir <folder>', 'of a run: where its journal is kept (default: .viper/<feed or mode>)')
      .option('--exchange <file>', 'of a run: a running `viper exchange` whose JSON line is in this file')
      .option('--yes-trade-real-money', 'the agreement that live asks for, where nobody can type it')
      .option('--ports <which>', 'standard, or free to let the system choose', 'standard')
      .option('--json', 'one JSON line: service and address')
      .addHelpText('after', ABOUT)
      .action((service: string, options: Options, command: Command) => {
        const isPublic = PUBLIC.find((one) => one === service);
        if (isPublic) return servePublic(isPublic, { options, command, context });
        const ofRun = OF_A_RUN.find((one) => one === service);
        if (ofRun) return serveRun(ofRun, { options, command, context });
        throw new InvalidInput('service', service, [...PUBLIC, ...OF_A_RUN].join(', '));
      });
  },
});

const OF_RUN_ALONE = ['mode', 'feed', 'profile', 'balance', 'dataDir', 'exchange', 'yesTradeRealMoney'] as const;

async function servePublic(service: (typeof PUBLIC)[number], { options, command, context }: Context): Promise<void> {
  refuse(OF_RUN_ALONE, { service, options, command });
  const { symbols, baseUrl, ports } = options;
  if (ports !== 'standard' && ports !== 'free') throw new InvalidInput('--ports', ports, 'standard or free');
  const signal = context.stopSignal();
  const request = { service, symbols: symbols === undefined ? undefined : parseSymbols(symbols), baseUrl };
  const served = await context.roots.serve({ ...request, arePortsFree: ports === 'free' });
  tell(context, { service, address: served.address, options });
  await aborted(signal);
  await served.close();
}

async function serveRun(service: (typeof OF_A_RUN)[number], { options, command, context }: Context): Promise<void> {
  const { terminal, roots } = context;
  refuse(service === 'exchange-connector' ? ['baseUrl', 'profile'] : ['baseUrl'], { service, options, command });
  const emit = options.json ? (line: object) => terminal.print(JSON.stringify(line)) : undefined;
  const agreement = { terminal, emit, isAgreed: options.yesTradeRealMoney === true };
  checkAgreement(parseMode(options.mode), agreement);
  const asked = { ...options, param: [], strategy: [], services: true };
  const listeners = { onNotice: () => {}, onChecked: (line: Parameters<typeof agree>[0]) => agree(line, agreement) };
  const signal = context.stopSignal();
  const request = { ...requestOf(asked, command, listeners), onlyService: service };
  // The connector is an account for orders by hand: no strategy trades beside them.
  const platform = await roots.start(service === 'exchange-connector' ? { ...request, profile: undefined } : request);
  const address = Object.values(platform.started.services ?? {}).find((one) => one !== undefined) ?? '';
  tell(context, { service, address, options });
  try {
    await Promise.race([platform.finished, aborted(signal)]);
  } finally {
    await platform.stop();
  }
}

type Given = { readonly service: string; readonly options: Options; readonly command: Command };

/** @throws InvalidInput for an option that the service has no use for. */
function refuse(names: readonly (keyof Options)[], { service, options, command }: Given): void {
  for (const name of names) {
    if (command.getOptionValueSource(name) !== 'cli') continue;
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new InvalidInput(flag, options[name], `nothing with ${service}`);
  }
}

function tell(
  { terminal }: CommandContext,
  { service, address, options }: { service: string; address: string; options: Options },
): void {
  if (options.json) terminal.print(JSON.stringify({ event: 'serving', service, address, docs: `${address}/docs` }));
  else terminal.tell(`${service} at ${address}, its routes at ${address}/docs`);
}
