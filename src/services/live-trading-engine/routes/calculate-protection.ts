/**
 * Stop, target and trailing stop of an entry by distances in percent.
 */
import Type from 'typebox';
import {
  divideRounded,
  formatPrice,
  type Instrument,
  InvalidInput,
  parseDecimal,
  parseSteps,
  ticks,
} from '../../../domain/index.ts';
import {
  type DecimalField,
  decimalField,
  decimalText,
  defineRoute,
  implement,
  SymbolField,
  tradedInstrument,
} from '../../contract/index.ts';

const PERCENT_DECIMALS = 6;
const HUNDRED = 100n * 10n ** BigInt(PERCENT_DECIMALS);
const STOP_MIN = '0.5';
const DEFAULTS = { stop_loss_percent: '2', take_profit_percent: '6', trailing_percent: '1', activation_percent: '2' };

const percentField = (name: keyof typeof DEFAULTS, what: string) =>
  Type.Optional(decimalField(`${what} in percent; absent: ${DEFAULTS[name]}`));
const Text = Type.String({ description: 'decimal text' });

export const calculateProtection = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/tp-sl-tsl/calculate',
  scope: 'read',
  about:
    'Prices of stop, target, trailing stop and its activation, on whole ticks; a stop nearer than 0.5 % is refused.',
  body: Type.Object(
    {
      symbol: SymbolField,
      side: Type.Enum(['buy', 'sell', 'long', 'short'], { description: 'buy or long, sell or short' }),
      entry_price: decimalField('a positive price, as a number or decimal text'),
      stop_loss_percent: percentField('stop_loss_percent', 'distance of the stop'),
      take_profit_percent: percentField('take_profit_percent', 'distance of the target'),
      trailing_percent: percentField('trailing_percent', 'distance of the trailing stop'),
      activation_percent: percentField('activation_percent', 'profit at which the trailing stop begins'),
    },
    { additionalProperties: false },
  ),
  example: { symbol: 'BTCUSDT', side: 'long', entry_price: '60000' },
  response: Type.Object({
    symbol: Type.String(),
    side: Type.Enum(['long', 'short']),
    entry_price: Text,
    stop_loss: Text,
    take_profit: Text,
    trailing_activation: Text,
    trailing_stop: Type.String({ description: 'where it stands when it begins, as decimal text' }),
    risk_reward: Type.String({ description: 'target over stop distance, as decimal text' }),
  }),
  errors: [409],
});

export const calculateProtectionRoute = implement(calculateProtection, ({ body }, { engine }) => {
  const instrument = tradedInstrument(engine, body.symbol);
  const side = body.side === 'buy' || body.side === 'long' ? 'long' : 'short';
  const sign = side === 'long' ? 1n : -1n;
  const percent = (name: keyof typeof DEFAULTS): bigint => percentOf(name, body[name] ?? DEFAULTS[name]);
  const entry = parseSteps(decimalText(body.entry_price), instrument.tick, 'entry_price');
  const [stop, target] = [percent('stop_loss_percent'), percent('take_profit_percent')];
  if (stop < parseDecimal(STOP_MIN, PERCENT_DECIMALS))
    throw new InvalidInput('stop_loss_percent', body.stop_loss_percent, `${STOP_MIN} or more: nearer is noise`);
  const at = (from: number, distance: bigint): number => shifted(from, distance, instrument);
  const activation = at(entry, sign * percent('activation_percent'));
  const shown = (price: number): string => formatPrice(instrument, ticks(price));
  return {
    symbol: instrument.symbol,
    side: side as 'long' | 'short',
    entry_price: shown(entry),
    stop_loss: shown(at(entry, -sign * stop)),
    take_profit: shown(at(entry, sign * target)),
    trailing_activation: shown(activation),
    trailing_stop: shown(at(activation, -sign * percent('trailing_percent'))),
    risk_reward: String(Number((target * 100n) / stop) / 100),
  };
});

function percentOf(field: string, value: DecimalField): bigint {
  const text = decimalText(value);
  const parsed = parseDecimal(text, PERCENT_DECIMALS, 'nearest');
  if (parsed > 0n && parsed < HUNDRED) return parsed;
  throw new InvalidInput(field, text, 'more than 0 and less than 100');
}

/** To the nearest tick. @throws InvalidInput when nothing is left of the price. */
function shifted(price: number, percent: bigint, { symbol }: Instrument): number {
  const moved = Number(divideRounded(BigInt(price) * (HUNDRED + percent), HUNDRED));
  if (moved > 0) return moved;
  throw new InvalidInput('entry_price', price, `a price of ${symbol} that leaves one for its stop`);
}
