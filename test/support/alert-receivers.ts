/**
 * Local servers that people's messages go to in tests: plain HTTP for webhooks and Discord, Telegram's bot API, SMTP.
 * Invariant: each speaks the real protocol on loopback, keeps what it hears, and is closed by whoever starts it.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type Heard = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** `hang`: never answers; `cut`: ends the connection instead. */
export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'hang'
  | 'cut';

export type Receiver = { readonly url: string; readonly heard: Heard[]; close(): Promise<void> };

/** @param answer may come later. */
export async function startReceiver(answer: (heard: Heard) => Answer | Promise<Answer>): Promise<Receiver> {
  const heard: Heard[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    heard.push(one);
    respond(await answer(one), response);
  };
  // A client that hangs up in the middle is part of the tests.
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, heard, close };
}

function respond(answer: Answer, response: ServerResponse): void {
  if (answer === 'cut') response.destroy();
  else if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body);
}

export type TelegramCall = { readonly method: string; readonly payload: Record<string, unknown> };

export type TelegramStandIn = {
  readonly url: string;
  readonly calls: TelegramCall[];
  /** Answers to the next sends, before it goes on as usual. */
  readonly faults: Answer[];
  /** Gives an update to the poll that waits, or to the next one. */
  push(update: Record<string, unknown>): void;
  /** Resolves with the nth call of a method, from 1. */
  called(method: string, count?: number): Promise<TelegramCall>;
  close(): Promise<void>;
};

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const telegramError = (code: number, description: string, parameters?: object): Answer =>
  json(code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });

export const telegramFlood = (seconds: number): Answer =>
  telegramError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });

type Update = { readonly update_id: number };

/** Knows one bot; updates are kept until a poll confirms them by its offset. */
export async function startTelegram(token: string): Promise<TelegramStandIn> {
  const calls: TelegramCall[] = [];
  const faults: Answer[] = [];
  let updates: Update[] = [];
  let updateId = 100;
  let changed = Promise.withResolvers<void>();
  const wake = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };

  const poll = async ({ offset }: Record<string, unknown>): Promise<Answer> => {
    updates = updates.filter((update) => update.update_id >= Number(offset));
    while (updates.length === 0) await changed.promise;
    return json(200, { ok: true, result: updates });
  };

  const receiver = await startReceiver(async ({ path, body }) => {
    const [, bot = '', method = ''] = path.split('/');
    if (bot !== `bot${token}`) return telegramError(401, 'Unauthorized');
    const payload = JSON.parse(body || '{}') as Record<string, unknown>;
    if (method === 'getUpdates') return poll(payload);
    calls.push({ method, payload });
    wake();
    return faults.shift() ?? json(200, { ok: true, result: { message_id: calls.length } });
  });
  const called = async (method: string, count = 1): Promise<TelegramCall> => {
    for (;;) {
      const found = calls.filter((call) => call.method === method)[count - 1];
      if (found) return found;
      await changed.promise;
    }
  };
  const push = (update: Record<string, unknown>): void => {
    updates.push({ update_id: updateId++, ...update });
    wake();
  };
  return { url: receiver.url, calls, faults, push, called, close: receiver.close };
}

export type MailStandIn = { readonly port: number; readonly mails: string[]; close(): Promise<void> };

/** Takes every mail unless `options` say otherwise. */
export async function startMail(options: SMTPServerOptions): Promise<MailStandIn> {
  const mails: string[] = [];
  const server = new SMTPServer({
    logger: false,
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += String(chunk);
      });
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is part of the tests.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
