/**
 * What an exchange was told, so that the same can be told again to one that was restored.
 * Invariant: the core is deterministic, so that the same inputs in the same order lead to the same state.
 */
import { TradingError } from '../../../domain/index.ts';
import { type ExchangeOptions, type ExchangeSnapshot, PaperExchange } from '../../core/index.ts';

/** A method of the exchange that changes it, and its arguments. */
export type Input = readonly [method: string, args: readonly unknown[]];

type Method = (...args: readonly unknown[]) => unknown;

/** All that `PaperExchange` adds to the view changes it, but these. */
const READS: ReadonlySet<string> = new Set(['constructor', 'snapshot', 'stateHash']);

const METHODS: readonly string[] = Object.getOwnPropertyNames(PaperExchange.prototype).filter(
  (name) => !READS.has(name),
);

/** From here on `exchange` tells `note` of each input that it has taken; one that it throws at has changed nothing. */
export function recorded(exchange: PaperExchange, note: (input: Input) => void): PaperExchange {
  for (const name of METHODS) {
    const method = methodOf(exchange, name);
    const value: Method = (...args) => {
      const answer = method(...args);
      note([name, args]);
      return answer;
    };
    Object.defineProperty(exchange, name, { value });
  }
  return exchange;
}

function methodOf(exchange: PaperExchange, name: string): Method {
  const method: unknown = Reflect.get(exchange, name);
  if (!METHODS.includes(name) || typeof method !== 'function') throw unrepeatable(`there is no command ${name}`);
  return method.bind(exchange);
}

/** A state, and what came after it. */
export type Recording = {
  /** Under which the inputs were taken; undefined where there are none. */
  readonly options: ExchangeOptions | undefined;
  readonly snapshot: ExchangeSnapshot;
  readonly inputs: readonly Input[];
  /** The exchange's `sequence` after them. */
  readonly sequence: number | undefined;
};

/** The state after the inputs. @throws TradingError `store-unusable` when they do not lead to where they once led. */
export function replayed({ options, snapshot, inputs, sequence }: Recording): ExchangeSnapshot {
  if (options === undefined || inputs.length === 0) return snapshot;
  const exchange = PaperExchange.restore(options, snapshot);
  for (const [name, args] of inputs) methodOf(exchange, name)(...args);
  if (sequence !== exchange.sequence)
    throw unrepeatable(`they lead to ${exchange.sequence} instead of ${sequence}, perhaps by another version of Viper`);
  return exchange.snapshot();
}

const unrepeatable = (reason: string): TradingError =>
  new TradingError(
    'store-unusable',
    `the last commands of the exchange's store cannot be carried out again: ${reason}`,
  );
