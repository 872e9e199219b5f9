/**
 * What stays open at the exchange when a run ends, for people.
 * Invariant: a position without a stop is called one.
 */
import type { OpenAtEnd } from '../roots/index.ts';

/** Rows of a table of facts. */
export function openRows(open: OpenAtEnd): Readonly<Record<string, string>> {
  const { positions, orders, isConfirmed } = open;
  const doubt = isConfirmed ? [] : ['NOT CONFIRMED: the exchange did not answer at the end; look there'];
  const lines = [...positions.map(positionText), ...orders.map(orderText)];
  return {
    'stays open': [
      ...doubt,
      ...(lines.length === 0 ? [isConfirmed ? 'nothing' : 'nothing that is known'] : lines),
    ].join('\n'),
  };
}

/** To whoever had wanted everything closed. */
export const notFlatText = ({ positions, orders, isConfirmed }: OpenAtEnd): string =>
  isConfirmed
    ? `viper: not everything could be closed: ${positions.length} positions and ${orders.length} orders stay at the exchange, as said above; entries stay paused at the next start`
    : 'viper: whether everything is closed is not known: the exchange did not answer; look there, and start Viper again, which asks it';

const positionText = ({
  symbol,
  side,
  size,
  entryPrice,
  stopLoss,
  takeProfits,
}: OpenAtEnd['positions'][number]): string => {
  const stop = stopLoss === undefined ? 'WITHOUT A STOP-LOSS' : `stop-loss ${stopLoss} at the exchange`;
  const targets = takeProfits.length === 0 ? '' : `, take-profit ${takeProfits.join(', ')}`;
  return `${symbol} ${side} ${size} from ${entryPrice}, ${stop}${targets}`;
};

const orderText = ({
  symbol,
  intent,
  side,
  type,
  price,
  size,
  status,
  clientOid,
}: OpenAtEnd['orders'][number]): string =>
  `order to ${intent} ${symbol} ${side}: ${type} ${size ?? ''}${price === undefined ? '' : ` at ${price}`}, ${status} (${clientOid})`;
