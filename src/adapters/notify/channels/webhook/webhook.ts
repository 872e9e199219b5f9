/**
 * A webhook of one's own: the message as JSON, signed.
 * Invariant: every attempt has a timestamp and a signature of its own, and the id of its message.
 */
import type { Channel, Clock, Message, Sending } from '../../../../ports/index.ts';
import { type Hidden, scrubberOf } from '../../scrub.ts';
import { defineChannel } from '../channel-definition.ts';
import { retryAfterMs, sendingOf } from '../http-answer.ts';
import { signWebhook, WEBHOOK_HEADERS } from './signature.ts';

export const webhook = defineChannel({
  name: 'webhook',
  routes: ({ channels: { webhook: config } }, { clock }) => {
    if (!config) return [];
    const { url, secret, levelMin } = config;
    return [{ channel: webhookChannel({ url, secret, clock }), levelMin, carries: 'alerts' }];
  },
});

function webhookChannel({ url, secret, clock }: { url: Hidden; secret: Hidden; clock: Clock }): Channel {
  const scrub = scrubberOf([url, secret]);
  return {
    name: 'webhook',
    close: () => {},
    async send(message: Message, signal: AbortSignal): Promise<Sending> {
      const body = JSON.stringify(message);
      const timestamp = String(clock.now());
      try {
        const answer = await fetch(url.reveal(), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            [WEBHOOK_HEADERS.id]: message.id,
            [WEBHOOK_HEADERS.timestamp]: timestamp,
            [WEBHOOK_HEADERS.signature]: signWebhook(secret, { timestamp, body }),
          },
          body,
          redirect: 'error',
          signal,
        });
        await answer.body?.cancel();
        return sendingOf(answer.status, retryAfterMs(answer.headers));
      } catch (error) {
        return { outcome: 'again', reason: scrub(error) };
      }
    },
  };
}
