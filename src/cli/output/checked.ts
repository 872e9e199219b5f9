/**
 * What is shown of an account at Bitget before anything is sent to it.
 * Invariant: real money is named as such in the first line.
 */
import type { CheckedLine } from '../roots/index.ts';

/** The lines of the banner. */
export function checkedLines(checked: CheckedLine): readonly string[] {
  const { mode, network, host, family, account, balance, available, positionMode, limits } = checked;
  const title = mode === 'live' ? 'REAL MONEY: this run trades on the mainnet' : `this run trades on the ${network}`;
  return [
    `${title} of Bitget, ${host}`,
    `  account    ${family}, ${account}; ${positionMode} mode`,
    `  balance    ${balance} USDT, ${available} available`,
    `  holds      ${holdings(checked)}`,
    `  trades     ${checked.symbols.join(' ')} with ${checked.strategies.join(', ')}`,
    `  limits     leverage ${limits.leverageMax}, ${percent(limits.riskPerTrade)} of the equity at risk per trade, ${limits.positionsMax} positions`,
    `             no entries after a loss of ${limits.dailyLossMax} USDT in a day, a pause after ${limits.lossesMax} losses in a row`,
    `  clock      ${Math.abs(checked.clockOffsetMs)} ms ${checked.clockOffsetMs < 0 ? 'ahead of' : 'behind'} the exchange`,
  ];
}

const holdings = ({ positions, openOrders }: CheckedLine): string =>
  [...(positions.length === 0 ? ['no position'] : positions), `${openOrders} open orders`].join(', ');

/** "0.02" → "2 %". */
const percent = (share: string): string => `${Number((Number(share) * 100).toFixed(4))} %`;
