/**
 * Sends malformed messages into the sockets of a venue, a feed and a book feed that are up, and tells what came of it.
 * Invariant: the messages go through the real receive path; what the server says is all garbage but for its
 * acknowledgements.
 */
import { onTestFinished } from 'vitest';
import { acknowledge, loopback } from '../../src/bitget/client/testing/loopback.ts';
import { BTC_CONTRACT, NOW, restAt } from '../../src/bitget/client/testing/parts.ts';
import { publicFeedsOf, Secret, venueOf } from '../../src/bitget/index.ts';
import { endpoints } from '../../src/bitget/protocol/index.ts';
import { UNIFIED_INSTRUMENT } from '../../src/bitget/unified/client/testing/instrument.ts';
import { unifiedEndpoints } from '../../src/bitget/unified/index.ts';
import type { AccountFamily } from '../../src/domain/index.ts';
import type { Sent } from '../../src/ports/index.ts';
import { malformedMessage, seeded } from './malformed.ts';
import { eventTexts, pushesOf } from './wire-frames.ts';

/** The passphrase, and the beginning of the secret. */
export const CANARY = 'canary-7f3a91';

export type Fuzzed = {
  readonly received: number;
  readonly events: readonly unknown[];
  readonly said: readonly string[];
  /** What was said of a request that got garbage for an answer; undefined where the family sends none by socket. */
  readonly sent: Sent | undefined;
  /** Kinds of events that a valid message brings afterwards. */
  readonly alive: readonly string[];
};

const BATCH = 250;

export async function fuzzSockets(family: AccountFamily, options: { seed: number; messages: number }): Promise<Fuzzed> {
  /** Clients that have logged in: what repeats a login goes to no other. */
  const members = new Set<unknown>();
  const server = await loopback({
    onText: (client, text) => {
      if (text.includes('"login"')) members.add(client);
      if (!text.includes('"op":"trade"')) acknowledge(client, text);
    },
    answer: ({ path }) => {
      if (path === endpoints.serverTime.path) return { data: { serverTime: String(NOW) } };
      if (path === endpoints.contracts.path) return { data: [BTC_CONTRACT] };
      return path === unifiedEndpoints.instruments.path ? { data: [UNIFIED_INSTRUMENT] } : { code: '40404' };
    },
  });
  const credentials = {
    key: 'key-1',
    secret: new Secret(`${CANARY}-secret`),
    passphrase: new Secret(CANARY),
  };
  const rest = restAt(server.url, { credentials });
  const settings = { timeoutMs: 4_000, messagesPerSecond: Number.POSITIVE_INFINITY };
  const parts = { rest, credentials, socketOrigin: server.socketUrl, random: () => 0, ...settings };
  const { venue, feed } = venueOf(family, { ...parts, orderPath: 'socket' });
  const { books } = publicFeedsOf(family, parts);
  onTestFinished(async () => {
    await Promise.all([venue.close(), feed.close(), books.close()]);
  });
  const events: { type: string }[] = [];
  const said: string[] = [];
  const listener = {
    onEvent: (event: { type: string }) => events.push(event),
    onGap: (reason: string) => said.push(reason),
  };
  const onBook = (): void => void events.push({ type: 'book' });
  const { signal } = new AbortController();
  await venue.listen(listener, signal);
  await feed.listen(['BTCUSDT'], listener, signal);
  await books.listen(['BTCUSDT'], { onBook, onGap: listener.onGap }, signal);
  const random = seeded(options.seed);
  const logins = server.heard.filter((text) => text.includes('"login"'));
  const valid = [...pushesOf(family), ...pushesOf(family), ...eventTexts, ...logins];
  const pending = family === 'unified' ? venue.cancel('BTCUSDT', 'v-1') : undefined;
  const settle = () => Promise.allSettled([venue.settle(), feed.settle(), books.settle()]);
  let received = 0;
  for (let i = 0; i < options.messages; i += BATCH) {
    for (let n = 0; n < BATCH; n++) {
      const message = malformedMessage(valid, random);
      const isBinary = typeof message !== 'string' && random.int(2) === 0;
      const isOfMembers = String(message).includes(CANARY);
      for (const client of server.clients) {
        if (isOfMembers && !members.has(client)) continue;
        client.send(message, { binary: isBinary });
        received += 1;
      }
    }
    await settle();
  }
  const sent = await pending;
  // Whatever has been cut comes back.
  let alive: string[] = [];
  for (let attempt = 0; attempt < 100 && alive.length < 6; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = events.length;
    for (const text of pushesOf(family))
      for (const client of server.clients) client.send(text.replace('"55"', `"${1_000 + attempt}"`));
    await settle();
    alive = [...new Set(events.slice(before).map(({ type }) => type))].sort();
  }
  return { received, events, said, sent, alive };
}

/** Numbers that are no safe integer, anywhere in a value. */
export function brokenNumbers(value: unknown): readonly number[] {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(brokenNumbers) : [];
}
