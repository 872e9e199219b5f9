/**
 * Finding a strategy by name and completing its parameters.
 * Invariant: a strategy is created with every parameter present, finite and within its bounds.
 */
import { InvalidInput } from '../domain/index.ts';
import type { Param, Params, StrategyDefinition } from '../kernel/index.ts';
import { aggressive } from './aggressive/aggressive.ts';
import { newbie } from './newbie/newbie.ts';
import { scalper } from './scalper/scalper.ts';
import { strategic } from './strategic/strategic.ts';
import { viper } from './viper/viper.ts';

/** In the order in which help shows them. A strategy is known everywhere by its line here. */
export const strategies: readonly StrategyDefinition[] = [strategic, aggressive, newbie, scalper, viper];

/** @throws InvalidInput that lists the known names. */
export const strategyByName = (name: string): StrategyDefinition => find(strategies, name);

/** The strategy of a name among those of the registry and `own`. @throws InvalidInput that lists the known names. */
export const strategyAmong =
  (own: readonly StrategyDefinition[]) =>
  (name: string): StrategyDefinition =>
    find([...strategies, ...own], name);

function find(known: readonly StrategyDefinition[], name: string): StrategyDefinition {
  const found = known.find((strategy) => strategy.name === name);
  const names = known.map((one) => one.name).join(', ');
  if (found === undefined) throw new InvalidInput('strategy', name, `${names}; one of your own comes with --strategy`);
  return found;
}

/**
 * The parameters of `definition`: what is `given`, and the default for the rest.
 * @throws InvalidInput when a name is unknown, or a value is no number within its bounds.
 */
export function resolveParams<Names extends string>(
  definition: StrategyDefinition<Names>,
  given: Readonly<Record<string, number | string | boolean>> = {},
): Params<Names> {
  const names = Object.keys(definition.params) as Names[];
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(definition.params, name));
  if (unknown !== undefined) throw new InvalidInput(`parameter of ${definition.name}`, unknown, names.join(', '));
  const entries = names.map((name) => {
    const param = definition.params[name];
    const value = given[name] ?? param.default;
    if (!isAllowed(param, value)) throw new InvalidInput(`${definition.name}.${name}`, value, allowed(param));
    return [name, value];
  });
  return Object.fromEntries(entries) as Params<Names>;
}

const isAllowed = (param: Param, value: unknown): value is number =>
  typeof value === 'number' &&
  value >= param.min &&
  value <= param.max &&
  (param.isInteger !== true || Number.isInteger(value));

const allowed = (param: Param): string =>
  `a ${param.isInteger === true ? 'whole ' : ''}number from ${param.min} to ${param.max}`;
