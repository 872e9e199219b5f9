/**
 * The registries of channels with the words of each above it, where editors show them for the client's methods.
 * Invariant: as for endpoints, the words are those of the channel's own file.
 */
import { channels } from '../../src/bitget/protocol/index.ts';
import { channels as unifiedChannels } from '../../src/bitget/unified/protocol/index.ts';
import { documentedRegistry } from './registry.ts';

const REGISTRIES = {
  'src/bitget/protocol/channels/index.ts': channels,
  'src/bitget/unified/protocol/channels/index.ts': unifiedChannels,
} as const;

export const channelRegistries = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(REGISTRIES).map(([path, registry]) => [path, documentedRegistry(path, registry, () => '')]),
  );
