/**
 * The ladders of position sizes of the contracts that sources offer: the larger the position, the less leverage it may have
 * and the more maintenance margin it needs.
 * Invariant: values and rates rise and leverage falls from rung to rung, and at each rung's leverage the initial margin covers
 * maintenance and the fee of closing.
 */
import { money, type PositionTier, rate } from '../../domain/index.ts';

/** Up to how much USDT of notional, the largest leverage, the maintenance margin rate. */
type Rung = readonly [notionalMax: string, leverageMax: number, maintenanceMargin: string];

const ladder = (...rungs: readonly Rung[]): readonly PositionTier[] =>
  rungs.map(([notionalMax, leverageMax, maintenanceMargin]) => ({
    notionalMax: money(notionalMax),
    leverageMax,
    maintenanceMargin: rate(maintenanceMargin),
  }));

const BTC = ladder(
  ['50000', 125, '0.004'],
  ['200000', 100, '0.005'],
  ['1000000', 75, '0.0075'],
  ['4000000', 50, '0.01'],
  ['10000000', 25, '0.02'],
  ['30000000', 20, '0.025'],
  ['60000000', 10, '0.05'],
  ['120000000', 5, '0.1'],
  ['200000000', 3, '0.15'],
  ['300000000', 2, '0.25'],
  ['400000000', 1, '0.5'],
);

const ETH = ladder(
  ['50000', 125, '0.005'],
  ['200000', 100, '0.006'],
  ['750000', 75, '0.0085'],
  ['2500000', 50, '0.0125'],
  ['7500000', 25, '0.025'],
  ['20000000', 20, '0.03'],
  ['40000000', 10, '0.055'],
  ['80000000', 5, '0.11'],
  ['150000000', 2, '0.25'],
  ['200000000', 1, '0.5'],
);

const LARGE = ladder(
  ['20000', 75, '0.0065'],
  ['100000', 50, '0.01'],
  ['400000', 25, '0.02'],
  ['1000000', 20, '0.025'],
  ['3000000', 10, '0.05'],
  ['8000000', 5, '0.1'],
  ['15000000', 2, '0.25'],
  ['25000000', 1, '0.5'],
);

const MIDDLE = ladder(
  ['10000', 75, '0.0065'],
  ['50000', 50, '0.01'],
  ['200000', 25, '0.02'],
  ['500000', 20, '0.025'],
  ['1500000', 10, '0.05'],
  ['4000000', 5, '0.1'],
  ['7500000', 2, '0.25'],
  ['12000000', 1, '0.5'],
);

const SMALL = ladder(
  ['5000', 50, '0.01'],
  ['25000', 25, '0.02'],
  ['100000', 20, '0.025'],
  ['400000', 10, '0.05'],
  ['1000000', 5, '0.1'],
  ['2000000', 2, '0.25'],
  ['3000000', 1, '0.5'],
);

export const LADDERS = { BTC, ETH, LARGE, MIDDLE, SMALL } as const;

export type LadderName = keyof typeof LADDERS;
