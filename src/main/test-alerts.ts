/**
 * Composition root of `viper alerts test`: one message by each channel that is set up.
 * Invariant: one attempt each, bounded in time; what failed is told without a secret.
 */
import { randomUUID } from 'node:crypto';
import { systemClock } from '../adapters/clock/index.ts';
import { readAlerts } from '../adapters/config/index.ts';
import { type Route, routesOf } from '../adapters/notify/index.ts';
import { Secret } from '../bitget/signing/index.ts';
import type { TestedChannel } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import type { Message, Sending } from '../ports/index.ts';

/** @throws InvalidInput where no channel is set up, or none has that name. */
export async function testAlerts(only: string | undefined, timeoutMs: number): Promise<readonly TestedChannel[]> {
  const routes = routesOf(
    readAlerts((text) => new Secret(text)),
    { clock: systemClock },
  );
  if (routes.length === 0) throw new InvalidInput('alerts', 'no channel', `one that is set up: ${HINT}`);
  const names = routes.map(({ channel }) => channel.name);
  if (only !== undefined && !names.includes(only))
    throw new InvalidInput('--channel', only, `one that is set up: ${names.join(', ')}`);
  return Promise.all(
    routes.filter(({ channel }) => only === undefined || channel.name === only).map((route) => tried(route, timeoutMs)),
  );
}

const HINT = 'TELEGRAM_BOT_TOKEN, DISCORD_WEBHOOK_URL, ALERT_WEBHOOK_URL or SMTP_HOST';

async function tried({ channel, levelMin, carries }: Route, timeoutMs: number): Promise<TestedChannel> {
  const sending = await bounded((signal) => channel.send(testMessage(), signal), timeoutMs);
  await channel.close();
  const reason = sending.outcome === 'delivered' ? null : sending.reason;
  return { channel: channel.name, carries, levelMin, isDelivered: reason === null, reason };
}

const testMessage = (): Message => ({
  id: randomUUID(),
  code: 'test',
  subject: '',
  level: 'info',
  at: systemClock.now(),
  title: 'Viper: a test of this channel',
  lines: ['Alerts arrive here.'],
  details: {},
  more: 0,
});

/** The channel may not heed the signal. */
async function bounded(send: (signal: AbortSignal) => Promise<Sending>, timeoutMs: number): Promise<Sending> {
  const abort = new AbortController();
  const late = Promise.withResolvers<Sending>();
  const timer = setTimeout(() => {
    abort.abort();
    late.resolve({ outcome: 'again', reason: `no answer within ${timeoutMs} ms` });
  }, timeoutMs);
  try {
    return await Promise.race([send(abort.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
