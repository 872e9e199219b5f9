/**
 * Seeded garbage made of valid messages: cut, garbled, of wrong types, too deep, too large, or nothing like them.
 * Invariant: the same seed gives the same messages.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Random = {
  /** Uniform over the integers from 0 up to but not `below`. */
  readonly int: (below: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
};

export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const int = (below: number): number => uniformInt(generator, 0, below - 1);
  return { int, pick: (from) => from[int(from.length)] as (typeof from)[number] };
}

/** Of every JSON type, and numbers at the edges of what a number can be; some are JSON that JavaScript would not write. */
const WEIRD: readonly string[] = [
  ...['null', 'true', 'false', '0', '-1', '1e308', '-1e-308', '1e999', '9007199254740993', '0.1', '-0', '[]', '{}'],
  ...['""', '" "', '"NaN"', '"Infinity"', '"-1"', '"1e5"', '"0x10"', '"null"', '"undefined"', '"\\u0000"', '"\\ud800"'],
  ...['"99999999999999999999999999999999999999"', '"0.000000000000000000000000000001"', '"__proto__"', '"constructor"'],
  ...['[[]]', '[null]', '{"":null}', '{"__proto__":{"a":1}}', '{"toString":1,"length":-1}', `"${'x'.repeat(5_000)}"`],
];

const deep = (random: Random): string => {
  const levels = 10 ** (1 + random.int(4));
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"data":', '}'],
    ['{"arg":[', ']}'],
  ] as const);
  return open.repeat(levels) + (random.int(2) === 0 ? '1' : 'null') + close.repeat(levels);
};

/** Text of the JSON values in `text`, as spans: strings, numbers and words. */
const VALUE = /"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null/g;

function replaceValue(text: string, random: Random, by: string): string {
  const spans = [...text.matchAll(VALUE)];
  if (spans.length === 0) return by;
  const span = random.pick(spans);
  return text.slice(0, span.index) + by + text.slice(span.index + span[0].length);
}

function garble(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  const junk = random.pick(['{', '}', '[', ']', '"', ',', ':', '\\', '\u0000', '\ufeff', '牛', '-', 'e', '\n', '0']);
  return text.slice(0, at) + junk + text.slice(at + random.int(3));
}

const KEY = /"([A-Za-z]\w*)"\s*:/g;

function renameKey(text: string, random: Random): string {
  const spans = [...text.matchAll(KEY)];
  if (spans.length === 0) return text;
  const span = random.pick(spans);
  const name = random.pick(['', '__proto__', 'constructor', 'data', 'arg', 'event', 'code', 'action', 'length']);
  return `${text.slice(0, span.index)}"${name}":${text.slice(span.index + span[0].length)}`;
}

const MUTATIONS: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => text.slice(0, random.int(text.length + 1)),
  (text, random) => text.slice(random.int(text.length + 1)),
  garble,
  (text, random) => garble(garble(text, random), random),
  (text, random) => replaceValue(text, random, random.pick(WEIRD)),
  (text, random) => replaceValue(replaceValue(text, random, random.pick(WEIRD)), random, random.pick(WEIRD)),
  (text, random) => replaceValue(text, random, deep(random)),
  renameKey,
  (text) => text + text,
  (text) => `[${text}]`,
  (_, random) => random.pick(WEIRD),
  (_, random) => deep(random),
  (_, random) => Array.from({ length: random.int(40) }, () => String.fromCodePoint(random.int(0xd7ff))).join(''),
  (text) => text.replace(/\d/g, '9'),
  (text) => text.replaceAll('"', "'"),
  () => '',
];

/** A message that began as one of `valid`; now and then it still is. */
export const malformed = (valid: readonly string[], random: Random): string =>
  random.pick(MUTATIONS)(random.pick(valid), random);

/** The same, as text or as bytes of a binary message; the bytes need not be UTF-8. */
export function malformedMessage(valid: readonly string[], random: Random): string | Buffer {
  const text = malformed(valid, random);
  if (random.int(20) > 0) return text;
  const bytes = Buffer.from(text);
  if (bytes.length > 0) bytes[random.int(bytes.length)] = random.int(256);
  return bytes;
}
