/**
 * The account at the embedded exchange's core as one engine sees it through the network.
 * Invariant: every order and trigger that arrives is counted by its name; nothing is answered but by the exchange itself.
 */
import {
  InvalidInput,
  type OrderReport,
  type OrderRequest,
  type TriggerReport,
  type TriggerRequest,
  type VenueEvent,
} from '../../../src/domain/index.ts';
import type { Approved } from '../../../src/kernel/index.ts';
import type { CommandAnswer, CoreOutput, PaperExchange } from '../../../src/paper-exchange/core/index.ts';
import type { LeverageWish, Sent, Venue, VenueListener } from '../../../src/ports/index.ts';
import type { Link, Network } from './network.ts';
import type { PrivateStream } from './private-stream.ts';

export const ACCOUNT = 'life';

export type LifeVenueOptions = {
  readonly exchange: PaperExchange;
  readonly network: Network;
  readonly link: Link;
  readonly stream: PrivateStream;
  readonly isUnified: boolean;
  /** What came of a command, before anybody hears of it. */
  readonly onOutputs: (outputs: readonly CoreOutput[]) => void;
  /** An order or trigger is about to be sent. */
  readonly onNamed: (clientOid: string, order: OrderRequest | undefined) => void;
};

export class LifeVenue implements Venue {
  readonly #options: LifeVenueOptions;

  constructor(options: LifeVenueOptions) {
    this.#options = options;
  }

  instruments(symbols: readonly string[]): ReturnType<Venue['instruments']> {
    return this.#ask('instruments', () => {
      const listed = this.#options.exchange.instruments;
      return symbols.map((symbol) => {
        const found = listed.find((instrument) => instrument.symbol === symbol);
        if (!found) throw new InvalidInput('symbol', symbol, 'a listed contract');
        return found;
      });
    });
  }

  prepare(): Promise<void> {
    return this.#ask('prepare', () => {});
  }

  submit(order: Approved<OrderRequest>): Promise<Sent> {
    const { clientOid, symbol, intent, positionSide, type, price, size, leverage, stopLoss } = order;
    this.#options.onNamed(clientOid, order);
    const what = `submit ${clientOid}: ${intent} ${symbol} ${positionSide} ${size} ${type} ${price ?? ''}, ${leverage}x, stop ${stopLoss}`;
    return this.#send(what, (exchange, at) => {
      if (intent === 'open' && exchange.setting(ACCOUNT, symbol).leverage !== leverage) {
        const set = exchange.setLeverage(ACCOUNT, { symbol, leverage }, at);
        if (!set.result.ok) return set;
        this.#options.onOutputs(set.outputs);
      }
      return exchange.place(ACCOUNT, order, at);
    });
  }

  async amend(order: Approved<OrderRequest>): Promise<Sent> {
    if (!this.#options.isUnified) return { outcome: 'rejected', code: 'not-in-place', message: 'a Classic account' };
    const { symbol, clientOid, price, size } = order;
    return this.#send(`amend ${clientOid} to ${size} at ${price}`, (exchange, at) =>
      exchange.amend(ACCOUNT, { symbol, clientOid, price, size }, at),
    );
  }

  cancel(symbol: string, clientOid: string): Promise<Sent> {
    return this.#send(`cancel ${clientOid}`, (exchange, at) => exchange.cancel(ACCOUNT, { symbol, clientOid }, at));
  }

  placeTrigger(trigger: TriggerRequest): Promise<Sent> {
    const { clientOid, symbol, positionSide, kind, triggerPrice, size } = trigger;
    this.#options.onNamed(clientOid, undefined);
    const what = `place ${clientOid}: ${kind} ${symbol} ${positionSide} ${size ?? 'all'} at ${triggerPrice}`;
    return this.#send(what, (exchange, at) => exchange.placeTrigger(ACCOUNT, trigger, at));
  }

  moveTrigger(symbol: string, id: string, to: Parameters<Venue['moveTrigger']>[2]): Promise<Sent> {
    const { triggerPrice, size } = to;
    return this.#send(`move ${id} ${symbol} to ${size ?? 'all'} at ${triggerPrice}`, (exchange, at) =>
      exchange.moveTrigger(ACCOUNT, { symbol, id, triggerPrice, size }, at),
    );
  }

  cancelTrigger(symbol: string, id: string): Promise<Sent> {
    return this.#send(`cancel trigger ${id} ${symbol}`, (exchange, at) =>
      exchange.cancelTrigger(ACCOUNT, { symbol, id }, at),
    );
  }

  setLeverage({ symbol, leverage }: LeverageWish): Promise<Sent> {
    return this.#send(`leverage of ${symbol} to ${leverage}`, (exchange, at) =>
      exchange.setLeverage(ACCOUNT, { symbol, leverage }, at),
    );
  }

  order(symbol: string, clientOid: string): Promise<OrderReport | 'absent'> {
    return this.#ask(`order ${clientOid}`, (exchange) => {
      const found = exchange.order(ACCOUNT, { symbol, clientOid });
      return found ? reportOf(found) : 'absent';
    });
  }

  trigger(symbol: string, clientOid: string): Promise<TriggerReport | 'absent'> {
    return this.#ask(
      `trigger ${clientOid}`,
      (exchange) => exchange.trigger(ACCOUNT, { symbol, clientOid }) ?? 'absent',
    );
  }

  account(): ReturnType<Venue['account']> {
    return this.#ask('account', (exchange) => exchange.account(ACCOUNT));
  }

  positions(): ReturnType<Venue['positions']> {
    return this.#ask('positions', (exchange) => exchange.positions(ACCOUNT));
  }

  openOrders(): ReturnType<Venue['openOrders']> {
    return this.#ask('open orders', (exchange) => exchange.openOrders(ACCOUNT));
  }

  openTriggers(): ReturnType<Venue['openTriggers']> {
    return this.#ask('open triggers', (exchange) => exchange.openTriggers(ACCOUNT));
  }

  fills(since: number): ReturnType<Venue['fills']> {
    return this.#ask('fills', (exchange) => exchange.fills(ACCOUNT, since));
  }

  bills(since: number): ReturnType<Venue['bills']> {
    return this.#ask('bills', (exchange) => exchange.bills(ACCOUNT, since));
  }

  listen(listener: VenueListener): Promise<void> {
    return this.#ask('listen', () => this.#options.stream.listen(listener));
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {
    this.#options.stream.close();
  }

  #send(what: string, command: (exchange: PaperExchange, at: number) => CommandAnswer): Promise<Sent> {
    const { exchange, network, link, onOutputs } = this.#options;
    return network.send(link, what, () => {
      const { result, outputs } = command(exchange, network.timeline.now);
      onOutputs(outputs);
      if (result.ok) return { outcome: 'accepted', id: result.id };
      return { outcome: 'rejected', code: result.code, message: JSON.stringify(result.details) };
    });
  }

  #ask<T>(what: string, answer: (exchange: PaperExchange) => T): Promise<T> {
    const { exchange, network, link } = this.#options;
    return network.ask(link, what, () => answer(exchange));
  }
}

/** The account's own words among what happened at the exchange. */
export function wordsOf(outputs: readonly CoreOutput[]): VenueEvent[] {
  return outputs.flatMap((output) => (output.account === ACCOUNT && 'event' in output ? [output.event] : []));
}

function reportOf(report: OrderReport): OrderReport {
  const { clientOid, orderId, symbol, intent, positionSide, type, price, size, filled, status, updatedAt } = report;
  return { clientOid, orderId, symbol, intent, positionSide, type, price, size, filled, status, updatedAt };
}
