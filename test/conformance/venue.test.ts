/**
 * Both families of the Bitget client against the embedded exchange, over its wire.
 */
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type AccountFamily, createBitgetRest, openVenue, Secret } from '../../src/bitget/index.ts';
import { KEY } from '../../src/paper-exchange/server/testing/client.ts';
import {
  book,
  funding,
  mark,
  opening,
  playedSource,
  START,
  trade,
} from '../../src/paper-exchange/server/testing/market.ts';
import { running, testAccount } from '../../src/paper-exchange/server/testing/running.ts';
import { describeVenue, type StartedVenue } from './describe-venue.ts';

/** Hands requests on to the exchange; while `isLossy`, the answers are cut off. */
async function lossyProxy(target: string) {
  const state = { isLossy: false };
  const server = createServer((request, response) => {
    const onward = forward(new URL(request.url ?? '', target), { method: request.method, headers: request.headers });
    onward.on('response', (answer) => {
      if (state.isLossy) {
        answer.resume();
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, state };
}

const started = (family: AccountFamily) => async (): Promise<StartedVenue> => {
  const updates = opening();
  const { server, clock, advance } = await running({
    source: playedSource(updates),
    accounts: [testAccount({ family })],
    rateLimits: 'off',
  });
  const proxy = await lossyProxy(server.rest);
  const credentials = { key: KEY.apiKey, secret: new Secret(KEY.apiSecret), passphrase: new Secret(KEY.passphrase) };
  const pace = { limitFactor: 100, attemptsMax: 2, retryWaitMs: 5 };
  const rest = createBitgetRest({ baseUrl: proxy.url, credentials, clock, ...pace });
  const socketOrigin = server.rest.replace(/^http/, 'ws');
  const opened = await openVenue({ rest, socketOrigin, credentials, random: () => 0.5, messagesPerSecond: 1_000 });
  onTestFinished(async () => {
    await opened.venue.close();
    await rest.close();
  });
  let at = START;
  return {
    venue: opened.venue,
    startAt: START,
    moveTo: async (price) => {
      at += 1_000;
      updates.push(book(at, price), trade(at, price), mark(at, price));
      await advance(at);
    },
    settleFunding: async () => {
      at += 1_000;
      updates.push(funding(at));
      await advance(at);
    },
    loseAnswers: () => {
      proxy.state.isLossy = true;
    },
    findAnswers: () => {
      proxy.state.isLossy = false;
    },
  };
};

describeVenue('Classic over the embedded exchange', started('classic'));
describeVenue('Unified over the embedded exchange', started('unified'));
