/**
 * Ticker, order book and candles of several contracts at once.
 */
import Type from 'typebox';
import { InvalidInput } from '../../../domain/index.ts';
import { defineRoute, implement, ofContract, Problem } from '../../contract/index.ts';
import { MarketView, marketView } from '../../market/index.ts';

const SYMBOLS_MAX = 100;

export const getBatch = defineRoute({
  service: 'market-data-manager',
  method: 'GET',
  path: '/api/market/batch',
  scope: 'read',
  about: 'As GET /api/market/:symbol, for up to 100 contracts; what the exchange does not list is left out.',
  query: Type.Object(
    {
      symbols: Type.String({
        minLength: 1,
        maxLength: 4_100,
        description: 'contracts with commas between, 100 at most',
        examples: ['BTCUSDT,ETHUSDT_UMCBL'],
      }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    symbols_requested: Type.Integer(),
    symbols_found: Type.Integer(),
    data: Type.Record(Type.String(), MarketView),
    timestamp: Type.Number(),
  }),
  errors: [502, 503],
});

export const getBatchRoute = implement(getBatch, async ({ query }, { market }) => {
  const wanted = symbolsOf(query.symbols);
  const found = await Promise.all(wanted.map((one) => ofContract(one, (symbol) => market.market(symbol))));
  const now = market.now();
  const known = found.flatMap((one) => (one instanceof Problem ? [] : [marketView(one, now)]));
  return {
    symbols_requested: wanted.length,
    symbols_found: known.length,
    data: Object.fromEntries(known.map((one) => [one.symbol, one])),
    timestamp: now,
  };
});

function symbolsOf(text: string): readonly string[] {
  const symbols = [...new Set(text.split(',').map((one) => one.trim()))];
  if (symbols.length <= SYMBOLS_MAX) return symbols;
  throw new InvalidInput('symbols', symbols.length, `at most ${SYMBOLS_MAX} contracts`);
}
