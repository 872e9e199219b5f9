/**
 * Places, changes and cancels orders of a Unified account, over its private socket or by REST.
 * Invariant: an order goes a second way only when the first has certainly not carried it out: it was not sent, or the
 * exchange has refused this way of sending with a code. A lost answer is `unknown` either way.
 */
import { TradingError } from '../../../domain/index.ts';
import type { AccountStream } from '../../client/account-stream.ts';
import type { BitgetRest } from '../../client/rest.ts';
import type { OrderPath } from '../../client/venue-options.ts';
import { BitgetError, lostAnswer, neverSent } from '../../errors/index.ts';
import type { RequestOf, ResponseOf } from '../../protocol/index.ts';
import { decodeTradeAck, endpoints, type TopicArg, type TradeTopic, tradeFrame } from '../protocol/index.ts';

type Call = typeof endpoints.placeOrder | typeof endpoints.modifyOrder | typeof endpoints.cancelOrder;
type Ack = ResponseOf<Call>;

/** An order is answered without a handshake and in step with the stream; what the account may not do there goes by REST. */
export const DEFAULT_ORDER_PATH: OrderPath = 'auto';

/** The socket does not know such requests, or not from this login. */
const NO_TRADING = new Set(['30001', '30002', '30003', '30004', '30016', '40404']);
/** The socket is up and did not answer as documented. */
const NO_ANSWER = new Set(['timeout', 'unnamed-error', 'undocumented-answer']);

export class OrderSender {
  readonly #rest: BitgetRest;
  readonly #stream: AccountStream<TopicArg>;
  readonly #path: OrderPath;
  /** What the socket has shown of itself; without proof `auto` keeps to REST. */
  #proof: 'none' | 'trades' | 'refuses' = 'none';

  constructor(parts: { rest: BitgetRest; stream: AccountStream<TopicArg>; path: OrderPath }) {
    this.#rest = parts.rest;
    this.#stream = parts.stream;
    this.#path = parts.path;
  }

  /**
   * Finds out whether the socket takes orders, without risking one: cancels an order that does not exist.
   * @param clientOid of no order
   */
  async probe(clientOid: string): Promise<void> {
    if (this.#path !== 'auto' || this.#proof !== 'none') return;
    try {
      await this.#overSocket('cancel-order', endpoints.cancelOrder, { clientOid });
      this.#proof = 'trades';
    } catch (error) {
      if (!(error instanceof TradingError)) throw error;
      if (error.outcome === 'rejected' && !isNoWay(error)) this.#proof = 'trades';
      else if (error.outcome !== 'not-sent') this.#proof = 'refuses';
    }
  }

  /** @throws BitgetError that says whether the order was placed; InvalidInput. */
  place(request: RequestOf<typeof endpoints.placeOrder>): Promise<Ack> {
    return this.#send('place-order', endpoints.placeOrder, request);
  }

  /** @throws BitgetError that says whether the order was changed; InvalidInput. */
  amend(request: RequestOf<typeof endpoints.modifyOrder>): Promise<Ack> {
    return this.#send('modify-order', endpoints.modifyOrder, request);
  }

  /** @throws BitgetError that says whether the order was canceled; InvalidInput. */
  cancel(request: RequestOf<typeof endpoints.cancelOrder>): Promise<Ack> {
    return this.#send('cancel-order', endpoints.cancelOrder, request);
  }

  async #send<E extends Call>(topic: TradeTopic, endpoint: E, request: RequestOf<E>): Promise<Ack> {
    if (this.#path === 'socket' || (this.#path === 'auto' && this.#proof === 'trades')) {
      try {
        return await this.#overSocket(topic, endpoint, request);
      } catch (error) {
        if (this.#path === 'socket' || !this.#mayGoByRest(error)) throw error;
      }
    }
    return this.#rest.call(endpoint, request);
  }

  async #overSocket<E extends Call>(topic: TradeTopic, endpoint: E, request: RequestOf<E>): Promise<Ack> {
    const call = `socket ${topic}`;
    await this.#rest.turn(endpoint, request);
    const isPatient = this.#path === 'socket';
    const answer = await this.#stream.request({ call, body: tradeFrame(topic, request), isPatient });
    if (!answer) throw neverSent(call, 'socket-down', { says: 'the private socket is not open' });
    const ack = readAck(call, answer.args);
    if (!ack.clientOid || ack.clientOid === request.clientOid) return ack;
    throw lostAnswer(call, 'undocumented-answer', { says: 'the answer names another order' });
  }

  /** Whether this order may go by REST; notes what the failure says of the socket. */
  #mayGoByRest(error: unknown): boolean {
    if (!(error instanceof TradingError)) return false;
    if (error.outcome === 'unknown') {
      if (NO_ANSWER.has(error.code)) this.#proof = 'refuses';
      return false;
    }
    // The wait for the limits was as long as it may be, or the request is wrong: REST would say the same.
    if (error.outcome === 'not-sent') return NOT_OVER_SOCKET.has(error.code);
    if (isNoWay(error)) {
      this.#proof = 'refuses';
      return true;
    }
    return error instanceof BitgetError && error.kind === 'rate-limit';
  }
}

/** The socket itself was not able to send it. */
const NOT_OVER_SOCKET = new Set(['socket-down', 'socket-busy', 'connection-cut', 'frame-too-large']);

/** The exchange has said that orders of this account do not come this way. */
const isNoWay = (error: TradingError): boolean =>
  NO_TRADING.has(error.code) || (error instanceof BitgetError && error.kind === 'permission');

function readAck(call: string, args: unknown): Ack {
  try {
    return decodeTradeAck(args);
  } catch (cause) {
    throw lostAnswer(call, 'undocumented-answer', {
      says: 'the exchange agreed, in a form that is not documented',
      cause,
    });
  }
}
