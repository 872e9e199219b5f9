import { expect, test } from 'vitest';
import { BitgetMarketFeed, BitgetVenue } from './client/index.ts';
import { loopback, type Reply } from './client/testing/loopback.ts';
import { credentials, NOW, restAt } from './client/testing/parts.ts';
import { identifyAccount, openVenue } from './family.ts';
import { endpoints } from './protocol/index.ts';
import { UnifiedMarketFeed, UnifiedVenue, unifiedEndpoints } from './unified/index.ts';

async function asking(reply: Reply) {
  const server = await loopback({
    answer: ({ path }) => (path === endpoints.serverTime.path ? { data: { serverTime: String(NOW) } } : reply),
  });
  return { server, rest: restAt(server.url, { timeoutMs: 200 }) };
}

const SETTINGS = { data: { holdMode: 'one_way_mode' } };
const CLASSIC = { code: '40084', msg: 'Classic account' };

test.each([
  [{ family: 'unified', uid: undefined }, SETTINGS],
  [{ family: 'unified', uid: '123' }, { data: { ...SETTINGS.data, uid: '123' } }],
  [{ family: 'classic', uid: undefined }, CLASSIC],
] as const)('an account says that it is %o', async (known, reply) => {
  const { server, rest } = await asking(reply);
  expect(await identifyAccount(rest)).toEqual(known);
  expect(server.asked.at(-1)?.path).toBe(unifiedEndpoints.settings.path);
});

test.each<[string, Reply]>([
  ['a wrong key', { code: '40006' }],
  ['a wrong environment', { code: '40099' }],
  ['an empty answer', { text: '' }],
  ['no answer', 'silence'],
  ['a cut connection', 'cut'],
  ['an answer of another form', { data: {} }],
])('%s is no word on the family', async (_, reply) => {
  const { rest } = await asking(reply);
  await expect(identifyAccount(rest)).rejects.toMatchObject({
    code: 'family-unknown',
    outcome: 'not-sent',
    message: expect.stringContaining('Classic or Unified'),
    cause: expect.any(Error),
  });
});

test.each([
  ['unified', SETTINGS, UnifiedVenue, UnifiedMarketFeed],
  ['classic', CLASSIC, BitgetVenue, BitgetMarketFeed],
] as const)('a %s account gets the venue and the feed of its family', async (family, reply, venue, feed) => {
  const { server, rest } = await asking(reply);
  const opened = await openVenue({ rest, credentials, socketOrigin: server.socketUrl, random: () => 0.5 });
  expect(opened.family).toBe(family);
  expect(opened.venue).toBeInstanceOf(venue);
  expect(opened.feed).toBeInstanceOf(feed);
  expect(opened.feed instanceof UnifiedMarketFeed).toBe(family === 'unified');
});
