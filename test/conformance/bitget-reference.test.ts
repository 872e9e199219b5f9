/**
 * The generated pages and the tables of error codes say what the code does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pages } from '../../scripts/reference/pages.ts';
import {
  kindsOfCodes,
  meaningOf,
  officialCodes,
  officialText,
  refusedByBitget,
  troubleOf,
  troubles,
} from '../../src/bitget/errors/index.ts';

const root = join(import.meta.dirname, '../..');

test.each(Object.entries(pages()))('%s is up to date: run node scripts/generate-reference.ts', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

describe('the codes of the exchange', () => {
  const published = join(root, '../shared/bitget/errors.json');

  test.skipIf(!existsSync(published))('are carried in full', () => {
    const codes = JSON.parse(readFileSync(published, 'utf8')) as Record<string, string>;
    delete codes['00000'];
    const words = (text: string) => text.replace(/\s+/g, ' ').trim();
    expect(Object.fromEntries(officialCodes)).toEqual(
      Object.fromEntries(Object.entries(codes).map(([code, text]) => [code, words(text)])),
    );
  });

  test('have one class each, and every code of a class is one of the exchange', () => {
    const listed = kindsOfCodes.flatMap(({ codes }) => codes);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((code) => !officialCodes.has(code))).toEqual([]);
    for (const code of officialCodes.keys()) {
      const { kind, outcome, hint } = meaningOf(code);
      expect(kindsOfCodes.find((each) => each.kind === kind)).toMatchObject({ outcome, hint });
    }
  });

  test('that tell of a fault of the exchange never count as a refusal', () => {
    const faults = [...officialCodes].filter(([, text]) =>
      /timed? ?out|system (error|is abnormal)|unknown error/i.test(text),
    );
    expect(faults.length).toBeGreaterThan(3);
    expect(faults.filter(([code]) => meaningOf(code).outcome !== 'unknown')).toEqual([]);
  });

  test('stand in for words that are missing', () => {
    expect(refusedByBitget('order/place-order', { code: '40762', msg: '' }).message).toContain(
      officialText('40762') as string,
    );
  });
});

describe('the ten troubles', () => {
  test('are those of the widespread table, 40001 to 40010, in its order', () => {
    expect(troubles.map(({ claimedCode }) => claimedCode)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(40_001 + i)),
    );
  });

  test('come as other codes than the table claims', () => {
    for (const { claimedCode, codes } of troubles) {
      expect(codes).not.toContain(claimedCode);
      expect(codes.filter((code) => !officialCodes.has(code))).toEqual([]);
    }
  });

  test.each([
    ['40006', 'invalid-api-key'],
    ['40009', 'invalid-signature'],
    ['40008', 'invalid-timestamp'],
    ['400172', 'invalid-request'],
    ['429', 'rate-limit-exceeded'],
    ['40762', 'insufficient-balance'],
    ['45045', 'invalid-leverage'],
    ['40020', 'invalid-order-type'],
    ['40034', 'invalid-symbol'],
    ['22002', 'position-not-found'],
    ['40010', undefined],
    ['40001', undefined],
  ])('%s is %s', (code, name) => {
    expect(troubleOf(code)?.name).toBe(name);
  });
});
