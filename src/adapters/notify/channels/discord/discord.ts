/**
 * Discord, by the webhook of a channel.
 * Invariant: a message mentions nobody; the wait that Discord asks for is kept.
 */
import type { Channel, Message, Sending } from '../../../../ports/index.ts';
import { messageText } from '../../message-text.ts';
import { type Hidden, scrubberOf } from '../../scrub.ts';
import { defineChannel } from '../channel-definition.ts';
import { retryAfterMs, sendingOf } from '../http-answer.ts';

/** Of `content`, by Discord's rules. */
const LENGTH_MAX = 2_000;
/** What Discord would read as formatting. */
const FORMATTING = /([\\*_`~|>#[\]()])/g;

export const discord = defineChannel({
  name: 'discord',
  routes: ({ channels: { discord: config } }) => {
    if (!config) return [];
    const { url, tradesUrl, levelMin } = config;
    return [
      ...(url ? [{ channel: discordChannel('discord', url), levelMin, carries: 'alerts' as const }] : []),
      ...(tradesUrl
        ? [
            {
              channel: discordChannel('discord-trades', tradesUrl),
              levelMin: 'info' as const,
              carries: 'trades' as const,
            },
          ]
        : []),
    ];
  },
});

function discordChannel(name: string, url: Hidden): Channel {
  const scrub = scrubberOf([url]);
  return {
    name,
    close: () => {},
    async send(message: Message, signal: AbortSignal): Promise<Sending> {
      try {
        const answer = await fetch(url.reveal(), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ content: contentOf(message), allowed_mentions: { parse: [] } }),
          redirect: 'error',
          signal,
        });
        const text = await answer.text();
        return sendingOf(answer.status, askedWaitMs(text) ?? retryAfterMs(answer.headers));
      } catch (error) {
        return { outcome: 'again', reason: scrub(error) };
      }
    },
  };
}

/** A shared trade ends with its tags, whose "#" stays. */
const contentOf = (message: Message): string => messageText(escaped(message), LENGTH_MAX);

const escaped = (message: Message): Message => ({
  ...message,
  title: plain(message.title),
  lines: message.lines.map((line) => (line.startsWith('#') ? line : plain(line))),
});

const plain = (text: string): string => text.replace(FORMATTING, '\\$1');

/** `retry_after` of the body, in seconds: it is finer than the header, which it agrees with. */
function askedWaitMs(body: string): number | undefined {
  try {
    const { retry_after: seconds } = JSON.parse(body) as { retry_after?: unknown };
    return typeof seconds === 'number' && seconds >= 0 ? Math.ceil(seconds * 1_000) : undefined;
  } catch {
    return undefined;
  }
}
