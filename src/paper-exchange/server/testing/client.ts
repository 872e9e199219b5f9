/**
 * A client of its own over real HTTP and WebSocket: signs by hand, keeps every frame it was sent.
 * Invariant: test support only; shares no code with the server but the port it talks to.
 */
import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { WebSocket } from 'ws';

export const KEY = { apiKey: 'key-1', apiSecret: 'secret-1', passphrase: 'phrase-1' };

/** JSON of any shape, to be looked into and compared. */
export type Json = { readonly [field: string]: Json } & Iterable<Json>;

export type Frame = {
  readonly event?: string;
  readonly code?: number;
  readonly action?: 'snapshot' | 'update';
  readonly arg: { readonly channel: string; readonly topic?: string; readonly instId: string };
  readonly data: readonly Json[];
  readonly ts: number;
};

export type Answer = {
  readonly status: number;
  readonly code: string;
  readonly msg: string;
  readonly data: Json;
  readonly left: number;
};

export const signature = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64');

export type Overrides = {
  readonly key?: Partial<typeof KEY>;
  readonly timestamp?: string;
  readonly sign?: string;
  readonly headers?: Record<string, string>;
};

export class TestClient {
  readonly base: string;
  readonly now: () => number;

  constructor(base: string, now: () => number) {
    this.base = base;
    this.now = now;
  }

  get(path: string, overrides: Overrides = {}): Promise<Answer> {
    return this.#send('GET', path, { body: '', overrides });
  }

  post(path: string, body: object | string, overrides: Overrides = {}): Promise<Answer> {
    return this.#send('POST', path, { body: typeof body === 'string' ? body : JSON.stringify(body), overrides });
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    { body, overrides }: { body: string; overrides: Overrides },
  ): Promise<Answer> {
    const key = { ...KEY, ...overrides.key };
    const timestamp = overrides.timestamp ?? String(this.now());
    const sign = overrides.sign ?? signature(key.apiSecret, `${timestamp}${method}${path}${body}`);
    const answer = await request(`${this.base}${path}`, {
      method,
      headers: {
        'ACCESS-KEY': key.apiKey,
        'ACCESS-SIGN': sign,
        'ACCESS-TIMESTAMP': timestamp,
        'ACCESS-PASSPHRASE': key.passphrase,
        'Content-Type': 'application/json',
        ...overrides.headers,
      },
      ...(method === 'POST' && { body }),
    });
    const { code, msg, data } = (await answer.body.json()) as Omit<Answer, 'status' | 'left'>;
    return { status: answer.statusCode, code, msg, data, left: Number(answer.headers['x-mbx-used-remain-limit']) };
  }
}

export class TestSocket {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  #pongs = 0;
  #wake: () => void = () => {};
  closeCode: number | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const text = String(data);
      if (text === 'pong') this.#pongs++;
      else this.frames.push(JSON.parse(text) as Frame);
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
  }

  static async open(url: string): Promise<TestSocket> {
    const socket = new WebSocket(url);
    const made = new TestSocket(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return made;
  }

  send(message: object | string): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Reads nothing more from the network. */
  pause(): void {
    this.#socket.pause();
  }

  login(now: number, key: Partial<typeof KEY> = {}): void {
    const { apiKey, apiSecret, passphrase } = { ...KEY, ...key };
    const timestamp = String(now);
    const sign = signature(apiSecret, `${timestamp}GET/user/verify`);
    this.send({ op: 'login', args: [{ apiKey, passphrase, timestamp, sign }] });
  }

  subscribe(...args: object[]): void {
    this.send({ op: 'subscribe', args: args.map((arg) => ({ instType: 'USDT-FUTURES', ...arg })) });
  }

  /** Resolves when everything the server had sent has arrived. */
  async settle(): Promise<void> {
    const wanted = this.#pongs + 1;
    this.send('ping');
    await this.until(() => this.#pongs >= wanted);
  }

  /** @throws Error when it takes longer than two seconds. */
  async until(holds: () => boolean): Promise<void> {
    const limit = setTimeout(() => this.#wake(), 2_000);
    const end = performance.now() + 2_000;
    while (!holds()) {
      if (performance.now() >= end)
        throw new Error(`not within 2 s; frames: ${JSON.stringify(this.frames).slice(0, 2_000)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    clearTimeout(limit);
  }

  /** Rows of all pushes of a channel or topic so far. */
  rows(channel: string): Json[] {
    return this.pushes(channel).flatMap((frame) => frame.data);
  }

  pushes(channel: string): Frame[] {
    return this.frames.filter((frame) => frame.action && (frame.arg.channel ?? frame.arg.topic) === channel);
  }

  close(): void {
    this.#socket.terminate();
  }
}
