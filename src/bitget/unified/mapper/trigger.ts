/**
 * Take-profits and stop-losses of the Unified API: requests to the wire, reports from REST rows and from the stream.
 * Invariant: one strategy order may carry both legs; each is a trigger of its own, whose id tells its leg.
 */
import {
  economicSide,
  formatPrice,
  formatSize,
  type Instrument,
  type PositionMode,
  type PositionSide,
  type TriggerKind,
  type TriggerReport,
  type TriggerRequest,
} from '../../../domain/index.ts';
import { isNonZero, type MaybeNumeral, nearestPrice, sizeOf, textOf, timeOf } from '../../mapper/numeral.ts';
import { decodeStrategyStatus } from '../../mapper/words.ts';
import type { RequestOf, RowOf } from '../../protocol/index.ts';
import type { channels, endpoints } from '../protocol/index.ts';
import { CATEGORY } from './order.ts';

export type StrategyRow = RowOf<typeof channels.strategyOrder>;

type Legs = Pick<
  RequestOf<typeof endpoints.modifyStrategyOrder>,
  'takeProfit' | 'stopLoss' | 'tpTriggerBy' | 'slTriggerBy'
>;

/** The wire terms of one leg. */
export function encodeLeg(
  instrument: Instrument,
  { kind, triggerPrice, triggerBy }: Pick<TriggerRequest, 'kind' | 'triggerPrice' | 'triggerBy'>,
): Legs {
  const price = formatPrice(instrument, triggerPrice);
  const by = triggerBy === 'mark' ? 'mark' : 'market';
  return kind === 'stop-loss' ? { stopLoss: price, slTriggerBy: by } : { takeProfit: price, tpTriggerBy: by };
}

export function encodeStrategy(
  instrument: Instrument,
  trigger: TriggerRequest,
  positionMode: PositionMode,
): RequestOf<typeof endpoints.placeStrategyOrder> {
  const { size, positionSide } = trigger;
  return {
    category: CATEGORY,
    symbol: trigger.symbol,
    clientOid: trigger.clientOid,
    type: 'tpsl',
    posSide: positionSide,
    ...(positionMode === 'one-way' && { side: economicSide('close', positionSide), reduceOnly: 'yes' as const }),
    ...(size === undefined ? { tpslMode: 'full' } : { tpslMode: 'partial', qty: formatSize(instrument, size) }),
    ...encodeLeg(instrument, trigger),
  };
}

const LEGS = { 'take-profit': ':tp', 'stop-loss': ':sl' } as const;

/** The strategy order that a trigger belongs to. */
export const strategyIdOf = (triggerId: string): string => triggerId.replace(/:(tp|sl)$/, '');

/** The triggers of a row: none for a strategy that is neither, two where both legs are set. */
export function decodeStrategy(instrument: Instrument, row: StrategyRow): readonly TriggerReport[] {
  if ((row.type && row.type !== 'tpsl') || isNonZero(row.triggerPrice)) return [];
  const stop = legOf(instrument, row, { kind: 'stop-loss', price: row.stopLoss, by: row.slTriggerBy });
  const target = legOf(instrument, row, { kind: 'take-profit', price: row.takeProfit, by: row.tpTriggerBy });
  const legs = [stop, target].filter((leg) => leg !== undefined);
  return legs.length < 2 ? legs : legs.map((leg) => ({ ...leg, triggerId: leg.triggerId + LEGS[leg.kind] }));
}

function legOf(
  instrument: Instrument,
  row: StrategyRow,
  leg: { kind: TriggerKind; price: MaybeNumeral; by: string | null | undefined },
): TriggerReport | undefined {
  if (!isNonZero(leg.price)) return undefined;
  const isWhole = row.tpslMode === 'full' || !isNonZero(row.qty);
  return {
    triggerId: row.orderId,
    clientOid: row.clientOid ?? '',
    symbol: instrument.symbol,
    positionSide: positionSideOf(row),
    kind: leg.kind,
    triggerPrice: nearestPrice(instrument, leg.price),
    triggerBy: /^mark(_price)?$/.test(leg.by || row.triggerType || '') ? 'mark' : 'last',
    size: isWhole ? undefined : sizeOf(instrument, row.qty),
    status: decodeStrategyStatus(row.status || 'pending'),
    updatedAt: timeOf(textOf(row.updatedTime) ?? row.createdTime, 'updatedTime'),
  };
}

/** Without a posSide the row names the order that will close: a sell closes a long. */
const positionSideOf = ({ posSide, side }: StrategyRow): PositionSide =>
  posSide === 'long' || posSide === 'short' ? posSide : side === 'sell' ? 'long' : 'short';
