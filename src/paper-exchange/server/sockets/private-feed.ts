/**
 * What happens on an account, on its private channels.
 * Invariant: frames follow the order of the core's outputs; balances and positions come after the fills that moved them.
 */
import {
  asMoney,
  assert,
  type Fill,
  type Instrument,
  notional,
  type OrderReport,
  type VenueEvent,
} from '../../../domain/index.ts';
import type { CoreOutput, OrderDetail, PaperExchange } from '../../core/index.ts';
import { accountPush } from '../wire/accounts.ts';
import { fillPush } from '../wire/fills.ts';
import { orderPush } from '../wire/orders.ts';
import { planPush } from '../wire/plans.ts';
import { positionPush } from '../wire/positions.ts';
import { triggerPush } from '../wire/triggers.ts';
import { MARGIN_COIN, PRODUCT_TYPE } from '../wire/words.ts';
import type { AccountTeller } from './feeds.ts';
import { pushFrame } from './frames.ts';
import type { Readers } from './readers.ts';

/** Channels keyed by symbol or "default"; the account channel is keyed by coin, positions by "default" alone. */
const BY_SYMBOL = new Set(['orders', 'fill', 'orders-algo']);

type Change = Extract<CoreOutput, { changed: unknown }>;

type Said = { readonly account: string; readonly at: number; readonly fills: readonly Fill[] };

export class PrivateFeed implements AccountTeller {
  readonly #exchange: PaperExchange;
  readonly #readers: Readers;
  readonly #instruments: ReadonlyMap<string, Instrument>;

  constructor(exchange: PaperExchange, readers: Readers, instruments: ReadonlyMap<string, Instrument>) {
    this.#exchange = exchange;
    this.#readers = readers;
    this.#instruments = instruments;
  }

  static isPrivate(channel: string): boolean {
    return BY_SYMBOL.has(channel) || channel === 'positions' || channel === 'account';
  }

  topicOf(account: string, channel: string, key: string): string | undefined {
    const isKnown =
      channel === 'account'
        ? key === 'default' || key === MARGIN_COIN
        : key === 'default' || (BY_SYMBOL.has(channel) && this.#instruments.has(key));
    return isKnown ? `${account}|${channel}|${key}` : undefined;
  }

  /** Balances and positions begin with what they are; orders, fills and triggers begin with the next change. */
  firstFrame(account: string, channel: string, key: string): string | undefined {
    if (channel === 'account') return this.#balance(account, key, this.#exchange.now);
    if (channel === 'positions') return this.#positions(account, this.#exchange.now);
    return undefined;
  }

  /** Sends what happened. @returns whether a frame left. */
  publish(outputs: readonly CoreOutput[]): boolean {
    let isSent = false;
    const fills = outputs.flatMap((output) =>
      'event' in output && output.event.type === 'fill' ? [output.event.fill] : [],
    );
    const changes = new Map<string, Change>();
    for (const output of outputs) {
      if ('changed' in output) changes.set(`${output.account}|${output.changed}|${output.id ?? ''}`, output);
      else isSent = this.#event(output.event, { account: output.account, at: output.event.at, fills }) || isSent;
    }
    for (const change of changes.values()) isSent = this.#change(change) || isSent;
    return isSent;
  }

  #event(event: VenueEvent, said: Said): boolean {
    if (event.type === 'order') return this.#order(event.report, said);
    if (event.type === 'fill') return this.#fill(event.fill, said);
    if (event.type !== 'trigger') return false;
    const { symbol, triggerId } = event.report;
    if (!this.#isRead('orders-algo', symbol, said.account)) return false;
    const detail = this.#exchange.trigger(said.account, { symbol, id: triggerId });
    if (!detail) return false;
    const row = () => triggerPush(this.#instrument(symbol), this.#mode(said.account), { ...detail, ...event.report });
    return this.#rows('orders-algo', symbol, said, row);
  }

  #order(report: OrderReport, said: Said): boolean {
    if (!this.#isRead('orders', report.symbol, said.account)) return false;
    const detail = this.#exchange.order(said.account, { symbol: report.symbol, id: report.orderId });
    if (!detail) return false;
    const instrument = this.#instrument(report.symbol);
    const row = () =>
      orderPush(instrument, this.#mode(said.account), asOf(instrument, { detail, report, fills: said.fills }));
    return this.#rows('orders', report.symbol, said, row);
  }

  #fill(fill: Fill, said: Said): boolean {
    const row = () => {
      const order = this.#exchange.order(said.account, { symbol: fill.symbol, id: fill.orderId });
      return fillPush(this.#instrument(fill.symbol), this.#mode(said.account), { fill, order });
    };
    return this.#rows('fill', fill.symbol, said, row);
  }

  #change(change: Change): boolean {
    const { account, changed, at } = change;
    if (changed === 'plan') return this.#plan(change);
    if (changed === 'closed-position') return false;
    if (changed === 'position') return this.#send(`${account}|positions|default`, () => this.#positions(account, at));
    const keys = ['default', MARGIN_COIN];
    return keys
      .map((key) => this.#send(`${account}|account|${key}`, () => this.#balance(account, key, at)))
      .includes(true);
  }

  #plan({ account, symbol, id, at }: Change): boolean {
    const plan = this.#exchange.plan(account, { symbol, id });
    if (!plan) return false;
    const row = () => planPush(this.#instrument(symbol), this.#mode(account), plan);
    return this.#rows('orders-algo', symbol, { account, at, fills: [] }, row);
  }

  #rows(channel: string, symbol: string, { account, at }: Said, row: () => unknown): boolean {
    const keys = ['default', symbol];
    const frame = (instId: string) => () =>
      pushFrame('snapshot', { instType: PRODUCT_TYPE, channel, instId }, [row()], at);
    return keys.map((key) => this.#send(`${account}|${channel}|${key}`, frame(key))).includes(true);
  }

  #isRead(channel: string, symbol: string, account: string): boolean {
    return this.#readers.has(`${account}|${channel}|default`) || this.#readers.has(`${account}|${channel}|${symbol}`);
  }

  #send(topic: string, make: () => string): boolean {
    return this.#readers.has(topic) && this.#readers.publish(topic, make());
  }

  #balance(account: string, coin: string, at: number): string {
    const arg = { instType: PRODUCT_TYPE, channel: 'account', coin };
    return pushFrame('snapshot', arg, [accountPush(this.#exchange.accountDetail(account))], at);
  }

  #positions(account: string, at: number): string {
    const detail = this.#exchange.accountDetail(account);
    const rows = this.#exchange
      .positionDetails(account)
      .map((position) => positionPush(this.#instrument(position.symbol), { position, account: detail }));
    return pushFrame('snapshot', { instType: PRODUCT_TYPE, channel: 'positions', instId: 'default' }, rows, at);
  }

  #mode = (account: string) => this.#exchange.account(account).positionMode;

  #instrument(symbol: string): Instrument {
    const instrument = this.#instruments.get(symbol);
    assert(instrument, `${symbol} is not listed`);
    return instrument;
  }
}

/** The order as it was when `report` was said, with the fill that brought it there: later fills are taken back. */
export function asOf(
  instrument: Instrument,
  { detail, report, fills }: { detail: OrderDetail; report: OrderReport; fills: readonly Fill[] },
): { order: OrderDetail; fill: Fill | undefined } {
  const own = fills.filter((fill) => fill.orderId === report.orderId);
  let { filled, filledNotional, fee, profit } = detail;
  while (own.length > 0 && filled > report.filled) {
    const later = own.pop() as Fill;
    filled = (filled - later.size) as typeof filled;
    filledNotional = asMoney(filledNotional - notional(instrument, later.price, later.size));
    fee = asMoney(fee - later.fee);
    profit = asMoney(profit - later.profit);
  }
  return { order: { ...detail, ...report, filledNotional, fee, profit }, fill: own.at(-1) };
}
