/**
 * What our client sends beside what bitget-api and ccxt send for the same wish: each difference stands in the table of
 * docs/decisions/0005-requests-compared.md, nothing else does, and each signature is right.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classicIntents } from './classic-intents.ts';
import { type Clients, type Family, openClients } from './clients.ts';
import { type Difference, differences, headerDifferences, isPrivate, isSigned } from './compare.ts';
import { type Intent, PEERS, type Peer } from './intent.ts';
import { knownDifferences } from './known-differences.ts';
import { type Recorded, type Recorder, startRecorder } from './recorder.ts';
import { unifiedIntents } from './unified-intents.ts';

type Found = Difference & { readonly family: Family; readonly peer: Peer; readonly intent: string };

const keyOf = ({ family, peer, intent, at, ours, theirs }: Found): string =>
  [family, peer, intent, `${at}: ${ours} / ${theirs}`].join(' | ');

let recorder: Recorder;
beforeAll(async () => {
  recorder = await startRecorder();
});
afterAll(() => recorder.close());

/** What a client has sent for a wish; what it makes of the answer does not count. */
async function sentBy(ask: Promise<unknown>): Promise<readonly Recorded[]> {
  const [outcome] = await Promise.allSettled([ask]);
  const sent = recorder.take();
  if (sent.length === 0 && outcome?.status === 'rejected') throw outcome.reason;
  return sent;
}

const kindOf = (request: Recorded): string =>
  request.method === 'POST' ? 'send' : isPrivate(request) ? 'private query' : 'public query';

/** Every difference of one family, and every request on the way. */
async function compare(family: Family, intents: readonly Intent[], clients: Clients) {
  const found: Found[] = [];
  const requests: Recorded[] = [];
  for (const intent of intents) {
    const ours = await sentBy(intent.ours(clients));
    requests.push(...ours);
    for (const peer of PEERS) {
      const ask = intent[peer];
      if (!ask) continue;
      const theirs = await sentBy(ask(clients));
      requests.push(...theirs);
      const [one, other] = [ours[0] as Recorded, theirs[0] as Recorded];
      for (const difference of differences(ours, theirs))
        found.push({ ...difference, family, peer, intent: intent.name });
      for (const difference of headerDifferences(one, other)) {
        found.push({ ...difference, family, peer, intent: kindOf(one) });
      }
    }
  }
  return { found: [...new Set(found.map(keyOf))].sort(), requests };
}

const knownOf = (family: Family, isDemo: boolean): readonly string[] =>
  knownDifferences()
    .filter(({ families, isInDemoAlone }) => families.includes(family) && (isDemo || !isInDemoAlone))
    .flatMap((known) =>
      known.peers.flatMap((peer) => known.intents.map((intent) => ({ ...known, family, peer, intent }))),
    )
    .map(keyOf)
    .sort();

describe.each<[Family, readonly Intent[]]>([
  ['classic', classicIntents],
  ['unified', unifiedIntents],
])('requests of the %s family', (family, intents) => {
  test.each([false, true])(
    'differ from those of others as listed and in nothing else; demo trading: %s',
    async (isDemo) => {
      const clients = await openClients(recorder, family, isDemo);
      const { found, requests } = await compare(family, intents, clients);
      await clients.ours.close();
      expect(found).toEqual(knownOf(family, isDemo));
      expect(isDemo || requests.every(({ headers }) => !('paptrading' in headers))).toBe(true);
      expect(requests.filter(isPrivate).filter(({ headers }) => 'paptrading' in headers !== isDemo)).toEqual([]);
      expect(requests.filter((request) => isPrivate(request) && !isSigned(request))).toEqual([]);
      expect(requests.filter(isPrivate).length).toBeGreaterThan(intents.length);
    },
  );
});

test('a signature over other bytes is found', async () => {
  const clients = await openClients(recorder, 'classic', false);
  const [request] = await sentBy(
    classicIntents.find(({ name }) => name === 'limit order')?.ours(clients) as Promise<unknown>,
  );
  await clients.ours.close();
  expect(isSigned(request as Recorded)).toBe(true);
  expect(isSigned({ ...(request as Recorded), body: (request as Recorded).body.replace('0.01', '0.02') })).toBe(false);
});
