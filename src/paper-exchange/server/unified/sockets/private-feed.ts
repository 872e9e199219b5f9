/**
 * What happens on a Unified account, on its private topics: one of each for all symbols.
 * Invariant: frames follow the order of the core's outputs; balances and positions come after the fills that moved
 * them, and a position that is gone is told once, with size 0.
 */
import { assert, type Fill, type Instrument, type PositionMode, type VenueEvent } from '../../../../domain/index.ts';
import type { CoreOutput, PaperExchange, PositionDetail } from '../../../core/index.ts';
import type { AccountTeller } from '../../sockets/feeds.ts';
import { pushFrame } from '../../sockets/frames.ts';
import { asOf } from '../../sockets/private-feed.ts';
import type { Readers } from '../../sockets/readers.ts';
import { accountPush, endedPush, positionPush } from '../wire/accounts.ts';
import { fillPush, orderPush } from '../wire/orders.ts';
import { planRow, strategiesOf, strategyRow } from '../wire/strategies.ts';
import { ACCOUNT_TYPE } from '../wire/words.ts';

/** Where what happens is told; the rest is told as a change of balance or position. */
const TOPIC_OF: Partial<Record<VenueEvent['type'], string>> = {
  order: 'order',
  fill: 'fill',
  trigger: 'strategy-order',
};

const TOPICS = new Set(['account', 'position', 'order', 'fill', 'strategy-order']);

type Said = { readonly account: string; readonly at: number; readonly fills: readonly Fill[] };

/** What has changed on an account by the end of an update: its balance, and the positions of some symbols. */
type Changes = { at: number; isBalance: boolean; readonly symbols: Set<string> };

export type UnifiedFeedOptions = {
  readonly exchange: PaperExchange;
  readonly readers: Readers;
  readonly instruments: ReadonlyMap<string, Instrument>;
};

export class UnifiedPrivateFeed implements AccountTeller {
  readonly #exchange: PaperExchange;
  readonly #readers: Readers;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  /** Positions as readers of an account know them, by symbol and side. */
  readonly #told = new Map<string, Map<string, PositionDetail>>();

  constructor({ exchange, readers, instruments }: UnifiedFeedOptions) {
    this.#exchange = exchange;
    this.#readers = readers;
    this.#instruments = instruments;
  }

  static isPrivate(topic: string): boolean {
    return TOPICS.has(topic);
  }

  topicOf(account: string, topic: string): string {
    return `unified|${account}|${topic}`;
  }

  /** Balances and positions begin with what they are; orders, fills and triggers begin with the next change. */
  firstFrame(account: string, topic: string): string | undefined {
    const at = this.#exchange.now;
    if (topic === 'account') return this.#balance(account, at);
    if (topic !== 'position') return undefined;
    const held = this.#exchange.positionDetails(account);
    this.#told.set(account, new Map(held.map((position) => [keyOf(position), position])));
    return frameOf('position', this.#positionRows(account, held), at);
  }

  /** Tells balances and positions again, as they are; nothing where nobody reads. */
  repeat(accounts: Iterable<string>, at: number): void {
    for (const account of accounts) {
      this.#send(account, 'account', () => this.#balance(account, at));
      const held = this.#readers.has(this.topicOf(account, 'position')) ? this.#exchange.positionDetails(account) : [];
      if (held.length > 0)
        this.#send(account, 'position', () => frameOf('position', this.#positionRows(account, held), at));
    }
  }

  publish(outputs: readonly CoreOutput[]): boolean {
    let isSent = false;
    const fills = outputs.flatMap((output) =>
      'event' in output && output.event.type === 'fill' ? [output.event.fill] : [],
    );
    const changes = new Map<string, Changes>();
    for (const output of outputs) {
      if ('changed' in output && output.changed === 'plan') isSent = this.#plan(output) || isSent;
      else if ('changed' in output) note(changes, output);
      else isSent = this.#event(output.event, { account: output.account, at: output.event.at, fills }) || isSent;
    }
    for (const [account, change] of changes) isSent = this.#change(account, change) || isSent;
    return isSent;
  }

  #event(event: VenueEvent, { account, at, fills }: Said): boolean {
    if (!this.#readers.has(this.topicOf(account, TOPIC_OF[event.type] ?? ''))) return false;
    const mode = this.#mode(account);
    if (event.type === 'order') {
      const { report } = event;
      const detail = this.#exchange.order(account, { symbol: report.symbol, id: report.orderId });
      if (!detail) return false;
      const instrument = this.#instrument(report.symbol);
      const row = () => orderPush(instrument, mode, asOf(instrument, { detail, report, fills }).order);
      return this.#send(account, 'order', () => frameOf('order', [row()], at));
    }
    if (event.type === 'fill') return this.#send(account, 'fill', () => this.#fill(account, mode, event.fill));
    if (event.type !== 'trigger') return false;
    const { report } = event;
    const detail = this.#exchange.trigger(account, { symbol: report.symbol, id: report.triggerId });
    if (!detail) return false;
    const told = { ...detail, ...report };
    const partner =
      detail.partnerId && this.#exchange.trigger(account, { symbol: report.symbol, id: detail.partnerId });
    const [legs = [told] as const] = partner ? strategiesOf([told, partner]) : [];
    const row = () => strategyRow(this.#instrument(report.symbol), mode, legs);
    return this.#send(account, 'strategy-order', () => frameOf('strategy-order', [row()], at));
  }

  #fill(account: string, mode: PositionMode, fill: Fill): string {
    const order = this.#exchange.order(account, { symbol: fill.symbol, id: fill.orderId });
    const made = { fill, source: order?.source ?? 'client', orderType: order?.type ?? 'market' } as const;
    return frameOf('fill', [fillPush(this.#instrument(fill.symbol), mode, made)], fill.at);
  }

  #plan({ account, symbol, id, at }: Extract<CoreOutput, { changed: unknown }>): boolean {
    return this.#send(account, 'strategy-order', () => {
      const plan = this.#exchange.plan(account, { symbol, id });
      const rows = plan ? [planRow(this.#instrument(symbol), this.#mode(account), plan)] : [];
      return frameOf('strategy-order', rows, at);
    });
  }

  #change(account: string, { at, isBalance, symbols }: Changes): boolean {
    const isPositionSent = symbols.size > 0 && this.#send(account, 'position', () => this.#moved(account, symbols, at));
    const isBalanceSent = isBalance && this.#send(account, 'account', () => this.#balance(account, at));
    return isPositionSent || isBalanceSent;
  }

  /** The positions of the symbols as they are, and those that are gone. */
  #moved(account: string, symbols: ReadonlySet<string>, at: number): string {
    const told = this.#told.get(account) ?? new Map<string, PositionDetail>();
    const held = this.#exchange.positionDetails(account).filter(({ symbol }) => symbols.has(symbol));
    const open = new Map(held.map((position) => [keyOf(position), position]));
    const detail = this.#exchange.accountDetail(account);
    const ended = [...told].flatMap(([key, position]) =>
      symbols.has(position.symbol) && !open.has(key)
        ? [endedPush(this.#instrument(position.symbol), { position, account: detail }, at)]
        : [],
    );
    for (const [key, { symbol }] of [...told]) if (symbols.has(symbol)) told.delete(key);
    for (const [key, position] of open) told.set(key, position);
    return frameOf('position', [...ended, ...this.#positionRows(account, held)], at);
  }

  #positionRows(account: string, held: readonly PositionDetail[]): object[] {
    const detail = this.#exchange.accountDetail(account);
    return held.map((position) => positionPush(this.#instrument(position.symbol), { position, account: detail }));
  }

  #balance(account: string, at: number): string {
    return frameOf('account', [accountPush(this.#exchange.accountDetail(account))], at);
  }

  #send(account: string, topic: string, make: () => string): boolean {
    const key = this.topicOf(account, topic);
    return this.#readers.has(key) && this.#readers.publish(key, make());
  }

  #mode(account: string): PositionMode {
    return this.#exchange.account(account).positionMode;
  }

  #instrument(symbol: string): Instrument {
    const instrument = this.#instruments.get(symbol);
    assert(instrument, `${symbol} is not listed`);
    return instrument;
  }
}

function note(changes: Map<string, Changes>, output: Extract<CoreOutput, { changed: unknown }>): void {
  const { account, changed, symbol, at } = output;
  const change = changes.get(account) ?? { at, isBalance: false, symbols: new Set<string>() };
  changes.set(account, change);
  change.at = at;
  if (changed === 'balance') change.isBalance = true;
  else if (changed === 'position') change.symbols.add(symbol);
}

const keyOf = ({ symbol, positionSide }: PositionDetail): string => `${symbol}|${positionSide}`;

const frameOf = (topic: string, rows: readonly object[], at: number): string =>
  pushFrame('snapshot', { instType: ACCOUNT_TYPE, topic }, rows, at);
