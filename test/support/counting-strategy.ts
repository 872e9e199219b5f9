/**
 * A strategy file of a user: declines an entry with every bar, under the count of the bars that it has seen.
 * Invariant: the count is its whole state.
 */
export const countingStrategy = (warmupBars: number): string => `import { defineStrategy } from 'viper/strategies';
export const strategy = defineStrategy({
  name: 'counter',
  about: 'Counts bars.',
  params: {},
  timeframes: ['1m'],
  warmupBars: () => ${warmupBars},
  create(_params, _context, saved) {
    let { bars } = saved ?? { bars: 0 };
    return {
      observe() { bars += 1; },
      decide: () => [{ kind: 'decline', positionSide: undefined, rule: 'counted', details: { bars } }],
      save: () => ({ bars }),
    };
  },
});
`;
