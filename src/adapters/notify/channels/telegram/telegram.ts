/**
 * Telegram: messages to each chat that is allowed, and closed trades to a channel for others.
 * Invariant: texts are plain, so that nothing in them is read as formatting; a chat that has a message does not get it twice.
 */
import type { Api } from 'grammy';
import type { Channel, Message, Sending } from '../../../../ports/index.ts';
import { messageText } from '../../message-text.ts';
import { type Hidden, scrubberOf } from '../../scrub.ts';
import { defineChannel } from '../channel-definition.ts';
import { createTelegramApi, failureOf } from './telegram-api.ts';

/** Of a text, by Telegram's rules. */
export const TEXT_LENGTH_MAX = 4_096;

export const telegram = defineChannel({
  name: 'telegram',
  routes: ({ channels: { telegram: config } }) => {
    if (!config) return [];
    const { token, chats, tradesChat, levelMin } = config;
    const api = createTelegramApi(config);
    const channel = (name: string, to: readonly string[]) => telegramChannel(name, { api, token, chats: to });
    return [
      { channel: channel('telegram', chats), levelMin, carries: 'alerts' },
      ...(tradesChat === undefined
        ? []
        : [
            {
              channel: channel('telegram-trades', [tradesChat]),
              levelMin: 'info' as const,
              carries: 'trades' as const,
            },
          ]),
    ];
  },
});

type Parts = { readonly api: Api; readonly token: Hidden; readonly chats: readonly string[] };

/** The signal of Node as grammY's types know it. */
type Signal = NonNullable<Parameters<Api['sendMessage']>[3]>;

function telegramChannel(name: string, { api, token, chats }: Parts): Channel {
  const scrub = scrubberOf([token]);
  let last: { readonly id: string; readonly reached: Set<string> } | undefined;
  return {
    name,
    close: () => {},
    async send(message: Message, signal: AbortSignal): Promise<Sending> {
      if (last?.id !== message.id) last = { id: message.id, reached: new Set() };
      const { reached } = last;
      let refusal: Sending | undefined;
      for (const chat of chats.filter((one) => !reached.has(one))) {
        try {
          await api.sendMessage(chat, messageText(message, TEXT_LENGTH_MAX), {}, signal as Signal);
          reached.add(chat);
        } catch (error) {
          const failure = failureOf(error, scrub);
          if (failure.outcome === 'again') return failure;
          refusal = failure;
        }
      }
      return refusal ?? { outcome: 'delivered' };
    },
  };
}
