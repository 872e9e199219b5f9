/**
 * `viper score`: the VIPER score of a market that is described, or of one that Bitget is asked for.
 */
import type { Command } from 'commander';
import { InvalidInput } from '../../domain/index.ts';
import { COST_MODELS, SCORE_MODES } from '../../scoring/index.ts';
import { defineCommand } from '../command.ts';
import { scoreText } from '../output/index.ts';
import { oneOf, parseCandleLength, parseCost, parseSymbols, parseTime } from '../parse.ts';
import type { ScoreRequest } from '../roots/index.ts';

type Options = {
  input?: string;
  mode: string;
  costModel: string;
  costMax?: string;
  timeframe: string;
  baseUrl?: string;
  at?: string;
  json?: boolean;
};

const ABOUT = `
A market is described as {"symbol": "BTCUSDT", "market_data": {"ticker": {...}, "orderbook": {...}, "ohlcv": {...}}}, as
POST /api/score takes it; a list of them is scored in its order. Mode calibrated needs at least 26 closed candles.

  viper score BTCUSDT ETHUSDT
  viper score --input market.json --mode compat
  cat markets.json | viper score --input - --json`;

export const score = defineCommand({
  name: 'score',
  register(program, { roots, terminal }) {
    describe(program.command('score')).action(async (symbols: string[], options: Options) => {
      const lines = await roots.score(requestOf(symbols, options));
      if (options.json) for (const line of lines) terminal.print(JSON.stringify(line));
      else terminal.print(scoreText(lines));
    });
  },
});

const describe = (command: Command): Command =>
  command
    .description('score markets from 0 to 100: volume, price, external cost, range; and say whereto they point')
    .argument('[symbols...]', 'such as BTCUSDT ETHUSDT: their market is asked for, without a key')
    .option('--input <file>', 'score the market described there as JSON; - reads standard input')
    .option('--mode <name>', 'calibrated, or compat: the published formulas', 'calibrated')
    .option('--cost-model <name>', 'auto (a fresh book where there is one, else tiers), book or tier', 'auto')
    .option('--cost-max <usdt>', 'execution cost at which a market is rejected (default: EXECUTION_COST_THRESHOLD, 3)')
    .option('--timeframe <bars>', 'candles that are asked for: 1m, 5m, 15m, 30m, 1H, 4H', '1H')
    .option('--base-url <address>', 'REST address of the exchange, such as that of an embedded one (default: Bitget)')
    .option('--at <time>', 'UTC time of the score (default: when the data were gathered, else now)')
    .option('--json', 'print one line of JSON per market')
    .addHelpText('after', ABOUT);

function requestOf(symbols: readonly string[], options: Options): ScoreRequest {
  if (symbols.length > 0 && options.input !== undefined)
    throw new InvalidInput('symbols', symbols.join(' '), 'no symbols beside --input, which names its own');
  if (symbols.length === 0 && options.input === undefined)
    throw new InvalidInput('symbols', '', 'a symbol such as BTCUSDT, or --input with a file');
  return {
    symbols: symbols.length === 0 ? [] : parseSymbols(symbols.join(',')),
    input: options.input,
    mode: oneOf('--mode', options.mode, SCORE_MODES),
    costModel: oneOf('--cost-model', options.costModel, COST_MODELS),
    costMax: options.costMax === undefined ? undefined : parseCost(options.costMax),
    timeframe: parseCandleLength(options.timeframe),
    baseUrl: options.baseUrl,
    at: options.at === undefined ? undefined : parseTime(options.at, '--at'),
  };
}
