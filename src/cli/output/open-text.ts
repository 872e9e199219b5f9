/**
 * What stays open at the exchange when a run ends, for people.
 * Invariant: a position without a stop is called one.
 */
import type { OpenAtEnd } from '../roots.ts';

/** Rows of a table of facts. */
export function openRows({ positions, orders }: OpenAtEnd): Readonly<Record<string, string>> {
  if (positions.length + orders.length === 0) return { 'stays open': 'nothing' };
  return { 'stays open': [...positions.map(positionText), ...orders.map(orderText)].join('\n') };
}

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
