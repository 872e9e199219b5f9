/**
 * What must hold of an exchange after each operation, whatever it was.
 * Invariant: test support only; knows the exchange by what it tells and shows. Every breach is a thrown error.
 */
import {
  canBecome,
  direction,
  isTerminal,
  type Lots,
  type Money,
  notional,
  type OrderReport,
  type OrderStatus,
} from '../../../domain/index.ts';
import type { PaperExchange } from '../paper-exchange.ts';
import type { CoreOutput, PositionDetail } from '../types.ts';

/** What the fills of a position came to: its lots, opening less closing notional, and the profit booked. */
type Book = { size: number; paid: bigint; profit: bigint };

export class Checker {
  readonly #exchange: PaperExchange;
  readonly #total: Money;
  readonly #orders = new Map<string, { status: OrderStatus; filled: number; told: number }>();
  /** Per account: opening cash, fills and bills. */
  readonly #cash = new Map<string, bigint>();
  /** Per account, symbol and position side. */
  readonly #books = new Map<string, Book>();

  constructor(exchange: PaperExchange) {
    this.#exchange = exchange;
    this.#total = exchange.totalCash;
    this.#meetAccounts(exchange);
  }

  /** All of it: cheap enough for some thousand operations. */
  check(exchange: PaperExchange, outputs: readonly CoreOutput[]): void {
    this.follow(exchange, outputs);
    this.checkAll(exchange);
  }

  /** What happened fits to what was told before, and no cash came or went. */
  follow(exchange: PaperExchange, outputs: readonly CoreOutput[]): void {
    this.#meetAccounts(exchange);
    for (const output of outputs) if ('event' in output) this.#follow(output);
    must(exchange.totalCash === this.#total, 'cash is conserved');
  }

  /** Every account is as its fills and bills made it. */
  checkAll(exchange: PaperExchange): void {
    for (const name of exchange.accountNames) this.#checkAccount(exchange, name);
  }

  /** An account is met with nothing but its opening cash. */
  #meetAccounts(exchange: PaperExchange): void {
    const names = exchange.accountNames;
    if (names.length === this.#cash.size) return;
    for (const name of names) if (!this.#cash.has(name)) this.#cash.set(name, exchange.account(name).balance);
  }

  #follow({ account: name, event }: Extract<CoreOutput, { event: unknown }>): void {
    if (event.type === 'order') this.#followOrder(event.report);
    if (event.type === 'bill') this.#cash.set(name, (this.#cash.get(name) ?? 0n) + event.bill.amount);
    if (event.type !== 'fill') return;
    const { fill } = event;
    const order = this.#orders.get(fill.orderId);
    must(order !== undefined, `${fill.orderId}: is open when it is filled`);
    if (order) order.filled += fill.size;
    this.#cash.set(name, (this.#cash.get(name) ?? 0n) + fill.profit - fill.fee);
    const key = `${name} ${fill.symbol} ${fill.positionSide}`;
    const book = this.#books.get(key) ?? { size: 0, paid: 0n, profit: 0n };
    const sign = fill.intent === 'open' ? 1 : -1;
    const value = notional(this.#exchange.instrument(fill.symbol), fill.price, fill.size);
    book.size += sign * fill.size;
    book.paid += BigInt(sign) * value;
    book.profit += fill.profit;
    must(book.size >= 0, `${key}: no close takes more than there is`);
    if (book.size === 0) this.#books.delete(key);
    else this.#books.set(key, book);
  }

  #followOrder({ orderId, status, filled, size }: OrderReport): void {
    const before = this.#orders.get(orderId);
    const isFit =
      before === undefined
        ? status === 'live'
        : canBecome(before.status, status) || (status === before.status && !isTerminal(status));
    must(isFit, `${orderId}: ${before?.status} → ${status}`);
    must(filled >= (before?.told ?? 0) && filled <= size, `${orderId}: filled ${filled} of ${size}`);
    must(filled === (before?.filled ?? 0), `${orderId}: the fills make up what is filled`);
    must((status === 'filled') === (filled === size), `${orderId}: filled means all of it`);
    if (isTerminal(status)) this.#orders.delete(orderId);
    else this.#orders.set(orderId, { status, filled, told: filled });
  }

  #checkAccount(exchange: PaperExchange, name: string): void {
    const detail = exchange.accountDetail(name);
    must(detail.balance === this.#cash.get(name), `${name}: balance is opening cash, fills and bills`);
    const positions = exchange.positionDetails(name);
    const isolated = positions.filter((position) => position.marginMode === 'isolated');
    must(
      detail.isolatedMargin === isolated.reduce((sum, { margin }) => sum + margin, 0n),
      `${name}: isolated margins make up their sum`,
    );
    const hasCrossed = isolated.length < positions.length;
    must(hasCrossed || detail.balance >= detail.isolatedMargin, `${name}: cash covers isolated margins`);
    must(detail.orderMargin >= 0n, `${name}: nothing negative is held for orders`);
    for (const position of positions) this.#checkPosition(exchange, position);
    const held = new Map(positions.map((position) => [`${position.symbol} ${position.positionSide}`, position.size]));
    this.#checkOpen(exchange, name, held);
  }

  #checkPosition(exchange: PaperExchange, position: PositionDetail): void {
    const { account: name, symbol, positionSide } = position;
    const key = `${name} ${symbol} ${positionSide}`;
    const instrument = exchange.instrument(symbol);
    const sign = BigInt(direction(positionSide));
    const cost = notional(instrument, position.mark, position.size) - sign * position.unrealised;
    const known = this.#books.get(key) ?? { size: 0, paid: 0n, profit: 0n };
    must(position.size > 0 && position.size === known.size, `${key}: the fills make up the size`);
    must(known.paid + sign * known.profit === cost, `${key}: cost is what was paid and not released`);
    must(position.margin >= 0n, `${key}: margin is not negative`);
    const isCovered = position.marginRatio !== undefined && position.marginRatio < 1 + 1e-9;
    const isIdle = position.marginMode === 'crossed' || instrument.status === 'halted';
    must(isIdle || isCovered, `${key}: maintenance is covered`);
  }

  #checkOpen(exchange: PaperExchange, name: string, held: ReadonlyMap<string, Lots>): void {
    const closing = new Map<string, number>();
    for (const order of exchange.openOrderDetails(name)) {
      must(order.account === name && !isTerminal(order.status), `${order.orderId} is open, and of ${name}`);
      must(this.#orders.get(order.orderId)?.status === order.status, `${order.orderId}: was told`);
      const key = `${order.symbol} ${order.positionSide}`;
      if (order.intent === 'close') closing.set(key, (closing.get(key) ?? 0) + order.size - order.filled);
    }
    for (const [key, size] of closing)
      must(size <= (held.get(key) ?? 0), `${name} ${key}: closes fit into the position`);
    for (const trigger of exchange.openTriggerDetails(name)) {
      must(trigger.account === name, `${trigger.triggerId}: belongs to ${name}`);
      must(held.has(`${trigger.symbol} ${trigger.positionSide}`), `${trigger.triggerId}: has a position`);
    }
    for (const plan of exchange.plans(name))
      must(plan.account === name && plan.status === 'live', `${plan.planId}: lives`);
    if (exchange.account(name).positionMode !== 'one-way') return;
    for (const { symbol } of exchange.instruments)
      must(!(held.has(`${symbol} long`) && held.has(`${symbol} short`)), `${name}: one side only`);
  }
}

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(`broken: ${what}`);
}
