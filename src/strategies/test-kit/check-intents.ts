/**
 * What an intent of a strategy may look like.
 * Invariant: stricter than the kernel, which would size down, ignore or refuse what fails here.
 */
import { type Candle, direction, RATE_DECIMALS, type Ticks } from '../../domain/index.ts';
import type { Intent, PositionView } from '../../kernel/index.ts';
import { expectThat } from './expectations.ts';
import type { Step } from './play.ts';

type Of<Kind extends Intent['kind']> = Extract<Intent, { kind: Kind }>;

/** `close`: the price that it expects to be filled at. */
export type Entry = Of<'enter'> & { readonly close: Ticks };

const ONE = 10n ** BigInt(RATE_DECIMALS);

export function checkEntry(entry: Entry): void {
  const { positionSide, stopLoss, takeProfits, leverage, risk, sizeFactor, close } = entry;
  const side = direction(positionSide);
  const what = `a ${positionSide} entry at ${close} ticks`;
  for (const price of [stopLoss, ...takeProfits.map((one) => one.price)])
    expectThat(Number.isSafeInteger(price) && price > 0, `${what}: ${price} is no whole, positive number of ticks`);
  expectThat(side * (close - stopLoss) > 0, `${what}: its stop at ${stopLoss} is on the side of profit`);
  for (const { price, share } of takeProfits) {
    expectThat(side * (price - close) > 0, `${what}: its target at ${price} is on the side of loss`);
    expectThat(share > 0n, `${what}: a target has no share of the position`);
  }
  const total = takeProfits.reduce((sum, { share }) => sum + share, 0n);
  expectThat(takeProfits.length === 0 || total === ONE, `${what}: the shares of its targets do not sum to one`);
  expectThat(Number.isInteger(leverage) && leverage >= 1, `${what}: leverage ${leverage} is not whole, or below 1`);
  expectThat(risk > 0n && risk < ONE, `${what}: its risk is no rate between 0 and 1`);
  expectThat(sizeFactor > 0n && sizeFactor <= ONE, `${what}: its size factor is not above 0 and up to 1`);
}

export function checkPositionFree({ view, intents }: Step): void {
  if (view.position === undefined && view.entry === undefined) return;
  expectThat(
    !intents.some(({ kind }) => kind === 'enter'),
    `it enters at ${view.at} (epoch ms) while it has a position or an entry under way`,
  );
}

export function checkAddition(addition: Of<'add'>, position: PositionView | undefined, { close }: Candle): void {
  const { positionSide, takeProfits, profitMin, additionsMax, risk, sizeFactor } = addition;
  const side = direction(positionSide);
  const what = `an addition to a ${positionSide} at ${close} ticks`;
  expectThat(position?.positionSide === positionSide, `${what}: it has no such position`);
  if (position === undefined) return;
  const { entryPrice, stopLoss, additions = 0 } = position;
  expectThat(additions < additionsMax, `${what}: the position has ${additions} of ${additionsMax} already`);
  expectThat(
    side * ((stopLoss ?? 0) - entryPrice) >= 0,
    `${what}: its stop at ${stopLoss} is behind the average entry`,
  );
  expectThat(Number.isSafeInteger(profitMin) && profitMin > 0, `${what}: ${profitMin} is no profit in whole ticks`);
  expectThat(side * (close - entryPrice) >= profitMin, `${what}: the profit of ${profitMin} ticks is not there`);
  for (const { price, share } of takeProfits)
    expectThat(side * (price - close) > 0 && share > 0n, `${what}: its target at ${price} is no target`);
  const total = takeProfits.reduce((sum, { share }) => sum + share, 0n);
  expectThat(takeProfits.length === 0 || total === ONE, `${what}: the shares of its targets do not sum to one`);
  expectThat(risk > 0n && risk < ONE && sizeFactor > 0n && sizeFactor <= ONE, `${what}: no rates of risk and size`);
}

export const checkDecline = ({ rule }: Of<'decline'>): void =>
  expectThat(/^[a-z]+(-[a-z]+)*$/.test(rule), `the rule of a declined entry is "${rule}", no words joined by "-"`);

export function checkMove(intent: Of<'move-stop'>, position: PositionView, { close }: Candle): void {
  const { positionSide, stopLoss } = intent;
  const side = direction(positionSide);
  const what = `a stop of a ${positionSide} moved to ${stopLoss} ticks`;
  expectThat(Number.isSafeInteger(stopLoss), `${what}: no whole number`);
  expectThat(side * (stopLoss - (position.stopLoss ?? -side * 1e12)) > 0, `${what}: not towards profit`);
  expectThat(side * (close - stopLoss) > 0, `${what}: across the price of ${close}`);
}
