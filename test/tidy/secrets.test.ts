/**
 * Nothing that looks like a key to somebody's money or machine is in the repository.
 */
import { expect, test } from 'vitest';
import { filesMatching, lineOf } from './tree.ts';

const SECRETS: readonly { readonly name: string; readonly pattern: RegExp; readonly example: string }[] = [
  { name: 'Bitget API key', pattern: /\bbg_[0-9a-f]{32}\b/g, example: `bg_${'0a'.repeat(16)}` },
  {
    name: 'private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
    example: `-----BEGIN ${'RSA'} PRIVATE KEY-----`,
  },
  { name: 'AWS key', pattern: /\bAKIA[0-9A-Z]{16}\b/g, example: `AKIA${'Z'.repeat(16)}` },
  { name: 'GitHub token', pattern: /\bgh[opsu]_[A-Za-z0-9]{36}\b/g, example: `ghp_${'a'.repeat(36)}` },
  { name: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g, example: `npm_${'a'.repeat(36)}` },
  { name: 'Telegram token', pattern: /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/g, example: `12345678:${'a'.repeat(35)}` },
  {
    name: 'Discord webhook',
    pattern: /discord(app)?\.com\/api\/webhooks\/\d+/g,
    example: `discord.com/api/${'webhooks'}/1`,
  },
  {
    name: 'password in a URL',
    pattern: /\b[a-z]+:\/\/[^\s/:@'"`$<{]+:[^\s/:@'"`$<{]+@/g,
    example: `postgres://me:${'secret'}@host`,
  },
];

test.each(SECRETS)('no $name in any file', ({ name, pattern }) => {
  const places = filesMatching(/./).flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(
      (match) => `${path}:${lineOf(text, match.index)}: ${name}; revoke it and remove it`,
    ),
  );
  expect(places).toEqual([]);
});

test.each(SECRETS)('$name: the example is found', ({ pattern, example }) => {
  expect([...example.matchAll(pattern)]).toHaveLength(1);
});
