/**
 * What a session follows when it begins: the symbols of the start, and what was said by hand in its journal.
 * Invariant: a symbol that was added by hand and is listed no more is told of, and keeps nobody from starting.
 */
import { type Instrument, InvalidInput, type SessionConfig } from '../domain/index.ts';
import { followedSymbols, type KernelState } from '../kernel/index.ts';
import type { Venue } from '../ports/index.ts';

export type SessionSymbols = { readonly symbols: readonly string[]; readonly instruments: readonly Instrument[] };

type Options = {
  readonly venue: Pick<Venue, 'instruments'>;
  readonly config: Pick<SessionConfig, 'symbols'>;
  readonly list?: ((symbol: string) => Promise<void>) | undefined;
  readonly onWarning: (code: string, error: unknown) => void;
};

/** @throws TradingError when the venue does not answer; InvalidInput when a symbol of the start is not listed, or none is left. */
export async function sessionSymbols(options: Options, state: Readonly<KernelState>): Promise<SessionSymbols> {
  const { venue, config, onWarning } = options;
  const followed = followedSymbols(state, config.symbols);
  for (const symbol of config.symbols) if (!followed.includes(symbol)) onWarning('symbol-left-out', takenOut(symbol));
  const started = followed.filter((symbol) => config.symbols.includes(symbol));
  const instruments = started.length === 0 ? [] : [...(await venue.instruments(started))];
  const symbols = [...started];
  for (const symbol of followed.filter((one) => !started.includes(one))) {
    const added = await ifListed(options, symbol);
    if (!added) continue;
    symbols.push(symbol);
    instruments.push(added);
  }
  if (symbols.length > 0) return { symbols, instruments };
  throw takenOut(config.symbols.join(','));
}

async function ifListed({ venue, list, onWarning }: Options, symbol: string): Promise<Instrument | undefined> {
  try {
    await list?.(symbol);
    return (await venue.instruments([symbol]))[0];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    onWarning('symbol-left-out', error);
    return undefined;
  }
}

const takenOut = (symbols: string): InvalidInput =>
  new InvalidInput(
    '--symbols',
    symbols,
    'a symbol that was not taken out by hand; `viper symbols add` takes it in again while the run goes on',
  );
