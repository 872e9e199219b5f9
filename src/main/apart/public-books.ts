/**
 * Order books of a place that gives public prices, by a client of their own.
 * Invariant: holds no key.
 */
import { systemClock } from '../../adapters/clock/index.ts';
import { createBitgetRest } from '../../bitget/index.ts';
import type { BookSource } from '../../services/index.ts';
import { bookSource } from '../book-source.ts';
import type { PublicPlace } from './sides.ts';

/** Nothing connects before a book is opened. */
export function publicBooks({ family, socketOrigin, restUrl, isDemoTrading }: PublicPlace): BookSource {
  const rest = createBitgetRest({ baseUrl: restUrl, isDemoTrading, clock: systemClock });
  return bookSource({ rest, family, socketOrigin });
}
