/**
 * What a kind of channel is: one folder that makes routes of its part of the configuration.
 * Invariant: a channel that is not configured makes none.
 */
import type { Clock } from '../../../ports/index.ts';
import type { AlertsConfig } from '../../config/index.ts';
import type { Route } from '../notifier.ts';
import type { Hidden } from '../scrub.ts';

export type ChannelSurroundings = { readonly clock: Clock };

export type ChannelDefinition = {
  readonly name: keyof AlertsConfig<Hidden>['channels'];
  readonly routes: (config: AlertsConfig<Hidden>, surroundings: ChannelSurroundings) => readonly Route[];
};

export const defineChannel = (definition: ChannelDefinition): ChannelDefinition => definition;
