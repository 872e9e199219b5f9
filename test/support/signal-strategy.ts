/**
 * A strategy that a test plays like an instrument: the volume of a bar says what it wants.
 * Invariant: the same bars give the same intents; its count of bars shows in every reason, so that a lost state shows in the effects.
 */
import { type Candle, direction, formatRate, rate, ticks } from '../../src/domain/index.ts';
import {
  defineStrategy,
  type Intent,
  type PositionView,
  type Strategy,
  type StrategyDefinition,
} from '../../src/kernel/index.ts';

/** Volumes of bars and what they ask for. Any other volume asks for nothing. */
export const SIGNAL = { long: 1, short: 2, exit: 3, tighten: 4, loosen: 5, add: 6, rest: 7, withdraw: 8 } as const;

/** Ticks from the close to the stop, and from one target to the next. */
export const STOP_DISTANCE = 1_000;

/** Ticks from the close to the limit of an entry that rests. */
const REST_DISTANCE = 100;

const NOTHING: readonly Intent[] = [];

type Entry = Extract<Intent, { kind: 'enter' }>;

const enter = (positionSide: 'long' | 'short', close: number, reason: string): Entry => {
  const sign = direction(positionSide);
  return {
    kind: 'enter',
    positionSide,
    stopLoss: ticks(close - sign * STOP_DISTANCE),
    takeProfits: ['0.4', '0.4', '0.2'].map((share, i) => ({
      price: ticks(close + sign * STOP_DISTANCE * (i + 1)),
      share: rate(share),
    })),
    leverage: 10,
    risk: rate('0.01'),
    sizeFactor: rate('1'),
    reason,
  };
};

/** In profit by the distance of a stop; the targets as of an entry at `close`. */
function add({ positionSide }: PositionView, close: number, reason: string): Intent {
  const { takeProfits, risk, sizeFactor } = enter(positionSide, close, reason);
  const terms = { profitMin: STOP_DISTANCE, additionsMax: 2, risk, sizeFactor };
  return { kind: 'add', positionSide, takeProfits, ...terms, reason };
}

function moveStop({ positionSide, stopLoss }: PositionView, by: number, reason: string): Intent {
  return { kind: 'move-stop', positionSide, stopLoss: ticks((stopLoss ?? 0) + direction(positionSide) * by), reason };
}

function decide(bar: Candle, position: PositionView | undefined, reason: string): readonly Intent[] {
  if (bar.volume === SIGNAL.long) return [enter('long', bar.close, reason)];
  if (bar.volume === SIGNAL.short) return [enter('short', bar.close, reason)];
  if (bar.volume === SIGNAL.rest) {
    const limit = ticks(bar.close - REST_DISTANCE);
    return [{ ...enter('long', limit, reason), limit }];
  }
  if (bar.volume === SIGNAL.withdraw) return [{ kind: 'cancel-entry', reason }];
  if (!position) return NOTHING;
  if (bar.volume === SIGNAL.exit) return [{ kind: 'exit', positionSide: position.positionSide, reason }];
  if (bar.volume === SIGNAL.add) return [add(position, bar.close, reason)];
  if (bar.volume === SIGNAL.tighten) return [moveStop(position, 300, reason)];
  return bar.volume === SIGNAL.loosen ? [moveStop(position, -300, reason)] : NOTHING;
}

export const signal = defineStrategy({
  name: 'signal',
  about: 'Does what the volume of a bar says.',
  params: {},
  timeframes: ['1m'],
  warmupBars: () => 3,
  create: (_params, { instrument }, saved): Strategy => {
    let bars = (saved as { bars: number } | undefined)?.bars ?? 0;
    let last: Candle | undefined;
    return {
      observe(bar) {
        bars += 1;
        last = bar;
      },
      decide: ({ position }) =>
        last ? decide(last, position, `bar ${bars} at ${formatRate(instrument.takerFee)}`) : NOTHING,
      save: () => ({ bars }),
    };
  },
});

export function signalByName(name: string): StrategyDefinition {
  if (name !== 'signal') throw new RangeError(`no strategy ${name}`);
  return signal;
}
