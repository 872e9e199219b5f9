/**
 * What the kill switch would do and has done, for people.
 */
import type { Killed, SymbolLine } from '../roots/index.ts';
import { positionText } from './symbols-text.ts';

export type OpenPosition = { readonly symbol: string } & SymbolLine['positions'][number];

/** Such as "BTCUSDT long 0.1, stop 59000". */
export const openPositionText = (open: OpenPosition): string => `${open.symbol} ${positionText(open)}`;

export const wouldCloseText = (positions: readonly OpenPosition[]): string =>
  positions.length === 0
    ? 'No position is open; entries under way would be canceled, and no more made.'
    : `Would be closed at market: ${positions.map(openPositionText).join('; ')}. Entries under way would be canceled, and no more made.`;

export const killedText = ({ closed, canceled }: Killed): string =>
  `${countOf(closed, 'position')} being closed at market, ${countOf(canceled, 'entry')} canceled; entries stay paused until \`viper resume\`.\n\`viper status\` shows when nothing is open any more.`;

const PLURALS = { position: 'positions', entry: 'entries' };

const countOf = (count: number, what: keyof typeof PLURALS): string =>
  count === 1 ? `1 ${what} is` : `${count} ${PLURALS[what]} are`;
