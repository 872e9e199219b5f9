/**
 * The registry of channels.
 * Invariant: one line for each kind.
 */
import type { AlertsConfig } from '../../config/index.ts';
import type { Route } from '../notifier.ts';
import type { Hidden } from '../scrub.ts';
import type { ChannelDefinition, ChannelSurroundings } from './channel-definition.ts';
import { discord } from './discord/discord.ts';
import { email } from './email/email.ts';
import { telegram } from './telegram/telegram.ts';
import { webhook } from './webhook/webhook.ts';

const channels: readonly ChannelDefinition[] = [telegram, discord, webhook, email];

/** Every way to people that is configured. */
export const routesOf = (config: AlertsConfig<Hidden>, surroundings: ChannelSurroundings): readonly Route[] =>
  channels.flatMap(({ routes }) => routes(config, surroundings));
