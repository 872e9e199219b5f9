/**
 * A strategy that sends an order on every bar: in, out, in, out. For measuring the way from a tick to its order.
 */
import { rate, ticks } from '../../src/domain/index.ts';
import { defineStrategy, type Intent, type Strategy, type StrategyDefinition } from '../../src/kernel/index.ts';

/** Far enough that no walk of a candle reaches it. */
const STOP_SHARE = 0.2;

const NOTHING: readonly Intent[] = [];

const pulse = defineStrategy({
  name: 'pulse',
  about: 'Enters when it is out, and leaves when it is in.',
  params: {},
  timeframes: ['1m'],
  warmupBars: () => 0,
  create: (): Strategy => {
    let close = 0;
    return {
      observe(bar) {
        close = bar.close;
      },
      decide({ position }) {
        if (position) return [{ kind: 'exit', positionSide: 'long', reason: 'pulse' }];
        if (close === 0) return NOTHING;
        const stopLoss = ticks(Math.floor(close * (1 - STOP_SHARE)));
        const size = { leverage: 2, risk: rate('0.001'), sizeFactor: rate('1') };
        return [{ kind: 'enter', positionSide: 'long', stopLoss, takeProfits: [], ...size, reason: 'pulse' }];
      },
      save: () => ({}),
    };
  },
});

export function pulseByName(name: string): StrategyDefinition {
  if (name !== pulse.name) throw new RangeError(`no strategy ${name}`);
  return pulse;
}
