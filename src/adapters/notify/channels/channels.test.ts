/** The channels against servers that speak their protocols: what is sent, and what each answer means. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  type Receiver,
  startMail,
  startReceiver,
  startTelegram,
  telegramFlood,
} from '../../../../test/support/alert-receivers.ts';
import { selfSigned } from '../../../../test/support/self-signed.ts';
import { Secret } from '../../../bitget/index.ts';
import type { Channel, Message, Sending } from '../../../ports/index.ts';
import { systemClock } from '../../clock/index.ts';
import { type Env, readAlerts } from '../../config/index.ts';
import { emailChannel } from './email/email.ts';
import { routesOf } from './index.ts';
import { verifyWebhook, WEBHOOK_HEADERS, WEBHOOK_WINDOW_MS } from './webhook/signature.ts';

const TOKEN = '123456:AAE-secret_token_of_the_bot';
const PATH_SECRET = 'abcDEF-secret-of-the-webhook';
const SIGNING_SECRET = 'a secret to sign with';
const PASSWORD = 'password-of-the-mailbox';

const message: Message = {
  id: 'id-1',
  code: 'stop-missing',
  subject: 'BTCUSDT long',
  level: 'critical',
  at: Date.UTC(2025, 0, 15),
  title: 'demo: A position had *no* stop-loss',
  lines: ['symbol: BTCUSDT', 'asked by @everyone'],
  details: { symbol: 'BTCUSDT' },
  more: 0,
};
const shared: Message = { ...message, code: 'shared-trade', level: 'info', title: '🟢 BTCUSDT', lines: ['#scalper'] };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});
const kept = <T extends { close(): unknown }>(one: T): T => {
  open.push(one);
  return one;
};

function channelsOf(env: Env): Channel[] {
  const config = readAlerts((text) => new Secret(text), env);
  return routesOf(config, { clock: systemClock }).map(({ channel }) => kept(channel));
}
const channelOf = (env: Env): Channel => channelsOf(env)[0] as Channel;

const send = (channel: Channel, what = message, timeoutMs = 2_000): Promise<Sending> =>
  channel.send(what, AbortSignal.timeout(timeoutMs));

const receiver = async (...answers: Answer[]): Promise<Receiver> =>
  kept(await startReceiver(() => answers.shift() ?? { status: 204 }));

/** What HTTP servers answer, and what it means. */
const HTTP: readonly [string, Answer, object][] = [
  ['200', { status: 200, body: '{}' }, { outcome: 'delivered' }],
  ['204', { status: 204 }, { outcome: 'delivered' }],
  ['429 with a wait', { status: 429, headers: { 'retry-after': '7' } }, { outcome: 'again', afterMs: 7_000 }],
  ['500', { status: 500, body: 'oops' }, { outcome: 'again', reason: 'HTTP 500' }],
  ['503 with a wait', { status: 503, headers: { 'retry-after': '30' } }, { outcome: 'again', afterMs: 30_000 }],
  ['401', { status: 401 }, { outcome: 'refused', reason: 'HTTP 401' }],
  ['404', { status: 404 }, { outcome: 'refused', reason: 'HTTP 404' }],
  ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, { outcome: 'again' }],
  ['a cut', 'cut', { outcome: 'again' }],
];

describe('Discord', () => {
  const env = (url: string): Env => ({ DISCORD_WEBHOOK_URL: `${url}/api/webhooks/42/${PATH_SECRET}` });

  it('gets the text with its formatting escaped, mentioning nobody', async () => {
    const { url, heard } = await receiver();
    expect(await send(channelOf(env(url)))).toEqual({ outcome: 'delivered' });
    expect(heard[0]?.path).toBe(`/api/webhooks/42/${PATH_SECRET}`);
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      content: '🚨 demo: A position had \\*no\\* stop-loss\nsymbol: BTCUSDT\nasked by @everyone',
      allowed_mentions: { parse: [] },
    });
  });

  it('gets shared trades by a webhook of their own, with their tags', async () => {
    const { url, heard } = await receiver();
    const [channel] = channelsOf({ DISCORD_TRADES_WEBHOOK_URL: url });
    expect(channel?.name).toBe('discord-trades');
    await send(channel as Channel, shared);
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ content: '🟢 BTCUSDT\n#scalper' });
  });

  it.each(HTTP)('answers %s', async (_, answer, expected) => {
    const { url } = await receiver(answer);
    const sending = await send(channelOf(env(url)));
    expect(sending).toMatchObject(expected);
    expect(JSON.stringify(sending)).not.toContain(PATH_SECRET);
  });

  it('says how long to wait to the millisecond', async () => {
    const body = JSON.stringify({ message: 'You are being rate limited.', retry_after: 1.337, global: false });
    const { url } = await receiver({ status: 429, headers: { 'retry-after': '2' }, body });
    expect(await send(channelOf(env(url)))).toMatchObject({ outcome: 'again', afterMs: 1_337 });
  });

  it('cuts a text that is too long', async () => {
    const { url, heard } = await receiver();
    await send(channelOf(env(url)), { ...message, lines: ['x'.repeat(5_000)] });
    expect((JSON.parse(heard[0]?.body ?? '') as { content: string }).content).toHaveLength(2_000);
  });

  it('is not waited for longer than allowed', async () => {
    const { url } = await receiver('hang');
    expect(await send(channelOf(env(url)), message, 50)).toMatchObject({ outcome: 'again' });
  });
});

describe('a webhook', () => {
  const env = (url: string): Env => ({
    ALERT_WEBHOOK_URL: `${url}/hook?key=${PATH_SECRET}`,
    ALERT_WEBHOOK_SECRET: SIGNING_SECRET,
  });

  it('gets the message, signed so that a receiver can tell forgeries, changes and repeats', async () => {
    const { url, heard } = await receiver();
    expect(await send(channelOf(env(url)))).toEqual({ outcome: 'delivered' });
    const { headers, body } = heard[0] as Receiver['heard'][number];
    expect(JSON.parse(body)).toEqual(message);
    expect(headers[WEBHOOK_HEADERS.id]).toBe('id-1');
    const timestamp = String(headers[WEBHOOK_HEADERS.timestamp]);
    const signature = String(headers[WEBHOOK_HEADERS.signature]);
    const secret = new Secret(SIGNING_SECRET);
    const now = Number(timestamp);
    expect(signature).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(verifyWebhook(secret, { timestamp, body, signature, now: now + WEBHOOK_WINDOW_MS })).toBe(true);
    expect(verifyWebhook(secret, { timestamp, body, signature, now: now + WEBHOOK_WINDOW_MS + 1 })).toBe(false);
    expect(verifyWebhook(secret, { timestamp: String(now + 1), body, signature, now })).toBe(false);
    expect(verifyWebhook(secret, { timestamp, body: `${body} `, signature, now })).toBe(false);
    expect(verifyWebhook(new Secret('another secret'), { timestamp, body, signature, now })).toBe(false);
    expect(verifyWebhook(secret, { timestamp, body, signature: 'sha256=', now })).toBe(false);
  });

  it.each(HTTP)('answers %s', async (_, answer, expected) => {
    const { url } = await receiver(answer);
    const sending = await send(channelOf(env(url)));
    expect(sending).toMatchObject(expected);
    expect(JSON.stringify(sending)).not.toMatch(new RegExp(`${PATH_SECRET}|${SIGNING_SECRET}`));
  });

  it('is not waited for longer than allowed', async () => {
    const { url } = await receiver('hang');
    expect(await send(channelOf(env(url)), message, 50)).toMatchObject({ outcome: 'again' });
  });
});

describe('Telegram', () => {
  const started = async (token = TOKEN) => {
    const server = kept(await startTelegram(token));
    const env = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_CHAT_ID: '11, -22', TELEGRAM_API_ROOT: server.url };
    return { server, env, channel: channelOf(env) };
  };

  it('gets plain text for each chat', async () => {
    const { server, channel } = await started();
    expect(await send(channel)).toEqual({ outcome: 'delivered' });
    const text = '🚨 demo: A position had *no* stop-loss\nsymbol: BTCUSDT\nasked by @everyone';
    expect(server.calls).toEqual([
      { method: 'sendMessage', payload: { chat_id: '11', text } },
      { method: 'sendMessage', payload: { chat_id: '-22', text } },
    ]);
  });

  it('shares trades to a chat of their own', async () => {
    const { server, env } = await started();
    const [, channel] = channelsOf({ ...env, TELEGRAM_TRADES_CHAT_ID: '@trades' });
    await send(channel as Channel, shared);
    expect(server.calls).toMatchObject([{ payload: { chat_id: '@trades', text: '🟢 BTCUSDT\n#scalper' } }]);
  });

  it('does not get a message twice in a chat that has it, when another has to be tried again', async () => {
    const { server, channel } = await started();
    server.faults.push({ status: 200, body: '{"ok":true,"result":{}}' }, telegramFlood(3));
    expect(await send(channel)).toMatchObject({ outcome: 'again', afterMs: 3_000 });
    expect(await send(channel)).toEqual({ outcome: 'delivered' });
    expect(server.calls.map(({ payload: { chat_id } }) => chat_id)).toEqual(['11', '-22', '-22']);
  });

  it('reaches the other chats when one refuses', async () => {
    const { server, channel } = await started();
    const blocked = { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' };
    server.faults.push({ status: 403, body: JSON.stringify(blocked) });
    const sending = await send(channel);
    expect(sending).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('blocked by the user') });
    expect(server.calls).toHaveLength(2);
  });

  it.each<[string, Answer, object]>([
    [
      'a server error',
      { status: 502, body: '{"ok":false,"error_code":502,"description":"Bad Gateway"}' },
      { outcome: 'again' },
    ],
    ['a page that is no JSON', { status: 502, body: '<html>' }, { outcome: 'again' }],
    ['a redirect', { status: 302, headers: { location: 'http://elsewhere.example/' } }, { outcome: 'again' }],
    ['a cut', 'cut', { outcome: 'again' }],
  ])('is tried again after %s, and the token stays secret', async (_, answer, expected) => {
    const { server, channel } = await started();
    server.faults.push(answer);
    const sending = await send(channel);
    expect(sending).toMatchObject(expected);
    expect(JSON.stringify(sending)).not.toContain('AAE-secret');
  });

  it('refuses a wrong token', async () => {
    const { channel } = await started('654321:another');
    expect(await send(channel)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('Unauthorized') });
  });

  it('is not waited for longer than allowed', async () => {
    const { server, channel } = await started();
    server.faults.push('hang');
    expect(await send(channel, message, 50)).toMatchObject({ outcome: 'again' });
  });
});

describe('e-mail', () => {
  const certificate = selfSigned(systemClock.now());
  const config = (port: number, security: 'none' | 'starttls' | 'tls') => ({
    host: '127.0.0.1',
    port,
    security,
    user: 'viper',
    password: new Secret(PASSWORD),
    from: 'viper@example.org',
    to: ['me@example.org', 'you@example.org'],
    levelMin: 'info' as const,
  });
  const onAuth: Parameters<typeof startMail>[0]['onAuth'] = ({ username, password }, _session, done) =>
    username === 'viper' && password === PASSWORD
      ? done(null, { user: username })
      : done(new Error(`wrong password ${password ?? ''}`));
  const decoded = (mail = ''): string => mail.replace(/=\r\n/g, '');

  it.each(['tls', 'starttls', 'none'] as const)('arrives with security %s', async (security) => {
    const server = kept(
      await startMail({ ...certificate, secure: security === 'tls', onAuth, allowInsecureAuth: security === 'none' }),
    );
    const channel = kept(emailChannel(config(server.port, security), certificate.cert));
    expect(await send(channel)).toEqual({ outcome: 'delivered' });
    const mail = decoded(server.mails[0]);
    expect(mail).toMatch(/^To: me@example\.org, you@example\.org\r$/m);
    expect(mail).toContain('Message-ID: <id-1@viper>');
    expect(mail).toContain('2025-01-15T00:00:00.000Z');
    expect(mail).toContain('symbol: BTCUSDT');
  });

  it.each(['tls', 'starttls'] as const)(
    'is not sent over %s to a server whose certificate nobody vouches for',
    async (security) => {
      let auths = 0;
      const server = kept(
        await startMail({
          ...certificate,
          secure: security === 'tls',
          onAuth: (_auth, _session, done) => {
            auths += 1;
            done(null, { user: 'viper' });
          },
        }),
      );
      const sending = await send(kept(emailChannel(config(server.port, security))));
      expect(sending).toMatchObject({ outcome: 'again', reason: expect.stringContaining('self-signed') });
      expect([server.mails, auths]).toEqual([[], 0]);
    },
  );

  it('is not sent in plain text where encryption was asked for', async () => {
    const server = kept(
      await startMail({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], onAuth, allowInsecureAuth: true }),
    );
    const sending = await send(kept(emailChannel(config(server.port, 'starttls'), certificate.cert)));
    expect(sending.outcome).not.toBe('delivered');
    expect(server.mails).toEqual([]);
  });

  it('with a wrong password is refused, and neither password is told', async () => {
    const server = kept(await startMail({ ...certificate, secure: true, onAuth }));
    const wrong = { ...config(server.port, 'tls'), password: new Secret('not-the-password') };
    const sending = await send(kept(emailChannel(wrong, certificate.cert)));
    expect(sending).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('[secret]') });
    expect(JSON.stringify(sending)).not.toContain('not-the-password');
  });

  it.each([
    [451, 'again'],
    [550, 'refused'],
  ])('answered with %i is %s', async (responseCode, outcome) => {
    const server = kept(
      await startMail({
        ...certificate,
        secure: true,
        onAuth,
        onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
      }),
    );
    expect(await send(kept(emailChannel(config(server.port, 'tls'), certificate.cert)))).toMatchObject({ outcome });
  });

  it('is tried again where no server listens', async () => {
    const server = await startMail({ ...certificate });
    await server.close();
    expect(await send(kept(emailChannel(config(server.port, 'none'))))).toMatchObject({ outcome: 'again' });
  });

  it('is not waited for longer than allowed', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await send(kept(emailChannel(config(port, 'none'))), message, 50)).toEqual({
      outcome: 'again',
      reason: 'no answer in time',
    });
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('has a subject of one line', async () => {
    const server = kept(await startMail({ ...certificate, secure: true, onAuth }));
    const forged = { ...message, title: 'a\r\nBcc: x@example.org' };
    await send(kept(emailChannel(config(server.port, 'tls'), certificate.cert)), forged);
    const [headers = ''] = (server.mails[0] ?? '').split('\r\n\r\n');
    expect(headers).toContain('Subject:');
    expect(headers).not.toMatch(/^Bcc:/m);
  });
});

it('a channel that is not set up is not there', () => {
  expect(channelsOf({})).toEqual([]);
});
