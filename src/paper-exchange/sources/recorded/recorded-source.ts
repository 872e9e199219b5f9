/**
 * A recorded stream as a market.
 * Invariant: the whole file is checked before the first update leaves; nothing is known of the time before it.
 */
import { basename } from 'node:path';
import { type Candle, type Instrument, InvalidInput } from '../../../domain/index.ts';
import type { MarketSource, MarketUpdate } from '../../core/index.ts';
import { readBytes } from '../read-bytes.ts';
import { parseRecording } from './parse-recording.ts';

export type RecordedSource = MarketSource & { readonly gaps: number; readonly endAt: number };

/** @throws InvalidInput naming file, line, field, value and what is allowed, when the file is missing, cut or malformed. */
export function openRecordedSource(path: string): RecordedSource {
  const name = basename(path);
  const { instrument, updates, gaps } = parseRecording({ name, text: readBytes(path).toString('latin1') });
  const [first, last] = [updates[0], updates.at(-1)];
  if (first === undefined || last === undefined) throw new InvalidInput(name, 'no frames', 'at least one frame');
  return new Recorded(`recorded depth ${name}`, {
    instruments: [instrument],
    updates,
    gaps,
    startAt: first.at,
    endAt: last.at,
  });
}

class Recorded implements RecordedSource {
  readonly name: string;
  readonly instruments: readonly Instrument[];
  readonly gaps: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly #updates: readonly MarketUpdate[];
  #next = 0;

  constructor(
    name: string,
    content: Pick<RecordedSource, 'instruments' | 'gaps' | 'startAt' | 'endAt'> & {
      readonly updates: readonly MarketUpdate[];
    },
  ) {
    this.name = name;
    this.instruments = content.instruments;
    this.gaps = content.gaps;
    this.startAt = content.startAt;
    this.endAt = content.endAt;
    this.#updates = content.updates;
  }

  history(): readonly Candle[] {
    return [];
  }

  next(): MarketUpdate | undefined {
    return this.#updates[this.#next++];
  }

  peekAt(): number | undefined {
    return this.#updates[this.#next]?.at;
  }
}
