/**
 * From what the command line says of chance and faults to values.
 */
import { readFileSync } from 'node:fs';
import { InvalidInput } from '../domain/index.ts';

/**
 * A seed makes the market, where that is synthetic, and the faults.
 * @throws InvalidInput when the feed has another one.
 */
export function feedAndSeed(feed: string, seed: number | undefined): { feed: string; seed: number } {
  const own = /^synthetic:(\d{1,10})$/.exec(feed);
  if (seed === undefined) return { feed, seed: own ? Number(own[1]) : 1 };
  if (own && Number(own[1]) !== seed)
    throw new InvalidInput('--seed', seed, `nothing else than the feed's, which is ${own[1]}`);
  return { feed: feed === 'synthetic' ? `synthetic:${seed}` : feed, seed };
}

/** Rules about faults: JSON, or a file that holds it; one rule or a list. @throws InvalidInput when it is no JSON. */
export function readFaults(given: string | undefined): readonly unknown[] {
  if (given === undefined) return [];
  const allowed = 'rules about faults in JSON, or a file that holds them';
  try {
    const text = /^\s*[[{]/.test(given) ? given : readFileSync(given, 'utf8');
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch (cause) {
    throw new InvalidInput('--faults', given, allowed, cause);
  }
}
