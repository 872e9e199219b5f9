/**
 * Who chooses the symbols that may be entered while a session runs.
 * Invariant: a choice knows what came before it alone.
 */
import type { EventOf, Instrument, MarketEvent } from '../domain/index.ts';

export interface Universe {
  /** The choice that a session begins with. @param members those of the session before */
  first(at: number, instruments: readonly Instrument[], members?: ReadonlySet<string>): EventOf<'universe'>;
  /** Asked before each market event is stepped: a choice that is due and differs from the last one. */
  before(event: MarketEvent): EventOf<'universe'> | undefined;
}
