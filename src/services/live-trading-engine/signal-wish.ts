/**
 * A signal that wants to become a position: its stop and target by distances, and what the risk gate says to it.
 * Invariant: the price is the exchange's newest; a signal that is older than the market is measured by where the market is.
 */
import Type, { type Static } from 'typebox';
import { formatPrice, type Instrument, type PositionSide, parsePrice } from '../../domain/index.ts';
import type { EngineApi } from '../../engine/api.ts';
import { decimalField, Problem, SymbolField, tradedInstrument } from '../contract/index.ts';
import { type AssessmentView, assess, noPrice } from './entry-wish.ts';
import { DistanceFields, type Levels, levelsOf, priceField, SideWord, sideOf } from './protection-levels.ts';

export const SignalBody = Type.Object(
  {
    symbol: SymbolField,
    side: SideWord,
    entry_price: Type.Optional(
      decimalField('the price that stop and target are measured from; absent: the newest one of the exchange'),
    ),
    amount: Type.Optional(decimalField('a positive size in base coin; absent: the size that risks what a trade may')),
    leverage: Type.Optional(Type.Integer({ minimum: 1, maximum: 125, description: 'a whole number from 1 to 125' })),
    ...DistanceFields,
  },
  { additionalProperties: false },
);

export type JudgedSignal = {
  readonly instrument: Instrument;
  readonly side: PositionSide;
  readonly levels: Levels;
  readonly assessment: Static<typeof AssessmentView>;
};

/** @throws InvalidInput for what does not fit the contract. */
export async function judge(
  engine: EngineApi,
  body: Static<typeof SignalBody>,
  now: number,
): Promise<JudgedSignal | Problem> {
  const instrument = tradedInstrument(engine, body.symbol);
  const newest = engine.ticker(instrument.symbol)?.last;
  if (newest === undefined) return noPrice(instrument.symbol);
  const { symbol, side: word, amount, leverage, entry_price, ...distances } = body;
  const side = sideOf(word);
  const entry =
    entry_price === undefined ? parsePrice(instrument, newest) : priceField(instrument, 'entry_price', entry_price);
  const levels = levelsOf(instrument, { side, entry }, distances);
  const wish = {
    symbol,
    side,
    stop_loss: formatPrice(instrument, levels.stop),
    ...(amount !== undefined && { amount }),
    ...(leverage !== undefined && { leverage }),
  };
  const assessment = await assess(engine, wish, now);
  return assessment instanceof Problem ? assessment : { instrument, side, levels, assessment };
}
