/**
 * Bitget's wire, Classic V2, as declarations: endpoints, channels, frames. The client calls them, the embedded
 * exchange answers them.
 * Invariant: pure; no I/O and no domain mapping here.
 */
export { type Channel, decodeRows, defineChannel, type RowOf } from './channel.ts';
export { channelOf, channels } from './channels/index.ts';
export {
  decodeRequest,
  decodeResponse,
  defineEndpoint,
  type Endpoint,
  type RateLimit,
  type RequestOf,
  type RequestSchema,
  type ResponseOf,
  type Urgency,
  urgencyOf,
} from './endpoint.ts';
export { type EndpointKey, endpoints } from './endpoints/index.ts';
export { Envelope, HEADERS, SUCCESS, TIMESTAMP_WINDOW_MS } from './envelope.ts';
export type { Numeral } from './fields.ts';
export {
  ChannelArg,
  CLASSIC,
  ClientFrame,
  channelKey,
  type Dialect,
  EventFrame,
  LoginArg,
  PING,
  PONG,
  PushFrame,
  SOCKET_LIMITS,
  SOCKET_PATHS,
} from './frames.ts';
export { validator } from './validation.ts';
