/**
 * V1's words and ours: contracts, sides, modes, times in force, states.
 * Invariant: a word that is not known is refused, never guessed.
 */
import type { MarginMode, PositionSide } from '../../domain/index.ts';
import type { Doing, OrderFacts, OrderState, OrderWish, PlanKind, PlanState } from './facts.ts';
import { LegacyRefusal, wrong } from './refusal.ts';

const SUFFIX = '_UMCBL';

/** BTCUSDT of BTCUSDT_UMCBL. @throws LegacyRefusal 40034 for a contract that is not margined in USDT. */
export function decodeSymbol(text: string): string {
  const symbol = text.toUpperCase();
  if (/^[A-Z0-9]{2,24}_UMCBL$/.test(symbol)) return symbol.slice(0, -SUFFIX.length);
  throw new LegacyRefusal(
    '40034',
    `${text.slice(0, 40)} (only USDT contracts, such as BTCUSDT_UMCBL, are traded here)`,
  );
}

export const encodeSymbol = (symbol: string): string => symbol.toUpperCase() + SUFFIX;

/** @throws LegacyRefusal for another product than USDT contracts. */
export function checkProduct(text: string): void {
  if (text.toLowerCase() !== 'umcbl') throw wrong('productType', text, 'umcbl, for contracts margined in USDT');
}

export function checkCoin(text: string): void {
  if (text.toUpperCase() !== 'USDT') throw wrong('marginCoin', text, 'USDT');
}

const DOINGS: Readonly<Record<string, Doing>> = {
  open_long: { intent: 'open', positionSide: 'long', isHedge: true },
  open_short: { intent: 'open', positionSide: 'short', isHedge: true },
  close_long: { intent: 'close', positionSide: 'long', isHedge: true },
  close_short: { intent: 'close', positionSide: 'short', isHedge: true },
};

/** @param isReducing of a one-way order */
export function decodeSide(side: string, isReducing: boolean): Doing {
  const doing = Object.hasOwn(DOINGS, side) ? DOINGS[side] : undefined;
  if (doing) return doing;
  if (side !== 'buy_single' && side !== 'sell_single') {
    throw wrong('side', side, `${Object.keys(DOINGS).join(', ')}, buy_single or sell_single`);
  }
  const isLong = (side === 'buy_single') !== isReducing;
  return { intent: isReducing ? 'close' : 'open', positionSide: isLong ? 'long' : 'short', isHedge: false };
}

const isBuy = ({ intent, positionSide }: Pick<Doing, 'intent' | 'positionSide'>): boolean =>
  (intent === 'open') === (positionSide === 'long');

/** Of the trade itself. */
export const tradeSideOf = (doing: Pick<Doing, 'intent' | 'positionSide'>): 'buy' | 'sell' =>
  isBuy(doing) ? 'buy' : 'sell';

export const encodeSide = (doing: Doing): string =>
  doing.isHedge ? `${doing.intent}_${doing.positionSide}` : `${tradeSideOf(doing)}_single`;

export const encodePositionSide = ({ isHedge, positionSide }: Doing): string => (isHedge ? positionSide : 'net');

/** In one-way mode a closing order is what V1 calls reduceOnly. */
export const isReduceOnly = ({ isHedge, intent }: Doing): boolean => !isHedge && intent === 'close';

export function decodeHoldSide(text: string): PositionSide {
  if (text === 'long' || text === 'short') return text;
  throw wrong('holdSide', text, 'long or short');
}

export function decodeHoldMode(text: string): boolean {
  if (text === 'double_hold' || text === 'single_hold') return text === 'double_hold';
  throw wrong('holdMode', text, 'double_hold or single_hold');
}

export const encodeHoldMode = (isHedge: boolean): string => (isHedge ? 'double_hold' : 'single_hold');

export function decodeMarginMode(text: string): MarginMode {
  if (text === 'fixed') return 'isolated';
  if (text === 'crossed') return 'crossed';
  throw wrong('marginMode', text, 'fixed or crossed');
}

export const encodeMarginMode = (mode: MarginMode): string => (mode === 'isolated' ? 'fixed' : 'crossed');

const FORCES = { normal: 'gtc', post_only: 'post_only', fok: 'fok', ioc: 'ioc' } as const;

export function decodeForce(text: string): NonNullable<OrderWish['force']> {
  if (Object.hasOwn(FORCES, text)) return FORCES[text as keyof typeof FORCES];
  throw wrong('timeInForceValue', text, Object.keys(FORCES).join(', '));
}

export const encodeForce = (force: string): string => (force === '' || force === 'gtc' ? 'normal' : force);

export function decodeOrderType(text: string): 'limit' | 'market' {
  if (text === 'limit' || text === 'market') return text;
  throw wrong('orderType', text, 'limit or market');
}

/** True for the mark price, which V1 calls the market price, here as in its positions. */
export function decodeTriggerType(text: string): boolean {
  if (text === 'fill_price' || text === 'last_price') return false;
  if (text === 'market_price' || text === 'mark_price') return true;
  throw wrong('triggerType', text, 'fill_price or market_price');
}

export const encodeTriggerType = (isByMark: boolean): string => (isByMark ? 'market_price' : 'fill_price');

const KINDS: readonly string[] = [
  'normal_plan',
  'track_plan',
  'profit_plan',
  'loss_plan',
  'moving_plan',
  'pos_profit',
  'pos_loss',
] satisfies PlanKind[];

export function decodePlanKind(text: string): PlanKind {
  if (KINDS.includes(text)) return text as PlanKind;
  throw wrong('planType', text, KINDS.join(', '));
}

/** Those that wait for a price or follow it, in place of closing a position. */
export const isWaiting = (kind: PlanKind): kind is 'normal_plan' | 'track_plan' =>
  kind === 'normal_plan' || kind === 'track_plan';

export const ORDER_STATES: Readonly<Record<OrderState, { readonly rest: string; readonly socket: string }>> = {
  live: { rest: 'new', socket: 'new' },
  'partially-filled': { rest: 'partially_filled', socket: 'partial-fill' },
  filled: { rest: 'filled', socket: 'full-fill' },
  canceled: { rest: 'canceled', socket: 'cancelled' },
  rejected: { rest: 'canceled', socket: 'cancelled' },
};

export const PLAN_STATES: Readonly<Record<PlanState, { readonly rest: string; readonly socket: string }>> = {
  live: { rest: 'not_trigger', socket: 'not_trigger' },
  triggered: { rest: 'triggered', socket: 'triggered' },
  canceled: { rest: 'cancel', socket: 'cancel' },
  rejected: { rest: 'fail_trigger', socket: 'fail_trigger' },
};

/** By what a forced order calls itself, else by its terms. */
export const sideOfOrder = (order: OrderFacts): string =>
  /^(burst|reduce|delivery)/.test(order.source) ? `${order.source}_${encodeSide(order)}` : encodeSide(order);
