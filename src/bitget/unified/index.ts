/**
 * The Unified (V3) family of Bitget's API.
 * Invariant: what the two families share stays in the folders beside this one.
 */
export { UnifiedBookFeed, UnifiedMarketFeed, UnifiedVenue, unifiedInstruments } from './client/index.ts';
export {
  channelOf as unifiedChannelOf,
  channels as unifiedChannels,
  endpoints as unifiedEndpoints,
  frames as unifiedFrames,
  SOCKET_PATHS as UNIFIED_SOCKET_PATHS,
  TopicArg,
  topicKey,
} from './protocol/index.ts';
