/**
 * The metrics of what goes to the exchange and comes back, and of orders: names, help texts, labels, buckets.
 * Invariant: labels are names of endpoints, kinds and streams; no clientOid, symbol of a request or text of an answer.
 */
import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';

const NETWORK_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LOCAL_S = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/** Of whoever asks the exchange: requests and sockets. */
export const createUpstreamMetrics = (registry: Registry) => {
  const registers = [registry];
  return {
    responses: new Histogram({
      name: 'viper_api_response_seconds',
      help: 'Real time from handing a request to the network to the end of its answer, by endpoint.',
      labelNames: ['endpoint'],
      buckets: NETWORK_S,
      registers,
    }),
    calls: new Counter({
      name: 'viper_api_calls_total',
      help: 'Attempts to call the REST API, by endpoint and kind of outcome.',
      labelNames: ['endpoint', 'outcome'],
      registers,
    }),
    socketsUp: new Gauge({
      name: 'viper_sockets_up',
      help: 'Whether the socket of a stream is connected, logged in and subscribed.',
      labelNames: ['stream'],
      registers,
    }),
    reconnects: new Counter({
      name: 'viper_socket_losses_total',
      help: 'Connections that were lost; each is followed by a reconnect.',
      labelNames: ['stream'],
      registers,
    }),
    renewals: new Counter({
      name: 'viper_socket_renewals_total',
      help: 'Connections that another took over from without a gap.',
      labelNames: ['stream'],
      registers,
    }),
    gaps: new Counter({
      name: 'viper_stream_gaps_total',
      help: 'Stretches in which messages may have been lost: a reconnect, a sequence that jumped, a message that cannot be read.',
      labelNames: ['stream'],
      registers,
    }),
  };
};

/** Of whoever trades. */
export const createOrderMetrics = (registry: Registry) => {
  const registers = [registry];
  return {
    orders: new Counter({
      name: 'viper_orders_total',
      help: 'Orders handed to the venue by this process, by what came back; unknown: the answer was lost.',
      labelNames: ['intent', 'outcome'],
      registers,
    }),
    tickToOrder: new Histogram({
      name: 'viper_tick_to_order_seconds',
      help: 'Real time from the arrival of a market event to handing the order it led to to the venue; the journal is durable in between.',
      buckets: LOCAL_S,
      registers,
    }),
    answers: new Histogram({
      name: 'viper_order_answer_seconds',
      help: 'Real time from handing an order to the venue to its answer, waits for rate limits and leverage included.',
      labelNames: ['outcome'],
      buckets: NETWORK_S,
      registers,
    }),
    refusedKeys: new Counter({
      name: 'viper_authentication_failures_total',
      help: 'Signed requests that the exchange refused for their key, passphrase, signature or timestamp.',
      registers,
    }),
  };
};
