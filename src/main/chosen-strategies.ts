/**
 * The strategies that a command asks for: names, bars, parameters.
 * Invariant: every strategy is complete and allowed before anything is opened; one name stands for one strategy.
 */
import { InvalidInput, type StrategyConfig, type Timeframe, timeframeMs } from '../domain/index.ts';
import type { StrategyDefinition } from '../kernel/index.ts';
import { resolveParams, strategyAmong } from '../strategies/index.ts';
import type { OwnStrategy } from './strategy-files.ts';

export type StrategyWish = {
  /** One name, or several with commas between; undefined: none beside `own`. */
  readonly profile: string | undefined;
  /** Of files of the user. */
  readonly own?: readonly OwnStrategy[];
  /** Of all; undefined: each has its own first. */
  readonly timeframe: string | undefined;
  /** By name, or by `profile.name` where it is meant for one of several. */
  readonly params: Readonly<Record<string, number>>;
};

/** @throws InvalidInput for an unknown profile, parameter or timeframe, and for a profile that is named twice. */
export function chosenStrategies({ profile, own = [], timeframe, params }: StrategyWish): readonly StrategyConfig[] {
  if (timeframe !== undefined) timeframeMs(timeframe);
  const chosen = chosenDefinitions({ profile, own });
  const hashes = new Map(own.map(({ definition, codeHash }) => [definition, codeHash]));
  for (const name of Object.keys(params)) checkMeant(name, chosen);
  return chosen.map((definition) => ({
    name: definition.name,
    timeframe: (timeframe ?? definition.timeframes[0]) as Timeframe,
    params: resolveParams(definition, paramsFor(definition, params, chosen.length === 1)),
    ...codeOf(hashes.get(definition)),
  }));
}

const codeOf = (codeHash: string | undefined): Pick<StrategyConfig, 'codeHash'> =>
  codeHash === undefined ? {} : { codeHash };

/** What is named, and every one of the user's own. @throws InvalidInput for a name that is unknown or comes twice. */
export function chosenDefinitions({
  profile,
  own = [],
}: Pick<StrategyWish, 'profile' | 'own'>): readonly StrategyDefinition[] {
  const mine = own.map(({ definition }) => definition);
  const names = profile === undefined ? [] : profile.split(',').map((name) => name.trim());
  if (new Set(names).size < names.length) throw new InvalidInput('--profile', profile, 'each profile once');
  return [...new Set([...names.map(strategyAmong(mine)), ...mine])];
}

function checkMeant(name: string, chosen: readonly StrategyDefinition[]): void {
  const [owner, ...rest] = name.split('.');
  if (rest.length > 0) {
    if (chosen.some((one) => one.name === owner)) return;
    throw new InvalidInput('--param', name, `a parameter of ${chosen.map((one) => one.name).join(', ')}`);
  }
  if (chosen.length === 1 || chosen.some((one) => Object.hasOwn(one.params, name))) return;
  throw new InvalidInput('--param', name, 'a parameter of one of the profiles, such as scalper.risk');
}

/** What is meant for all goes to those that know it; an only strategy is asked for everything, and refuses. */
function paramsFor(
  definition: StrategyDefinition,
  params: StrategyWish['params'],
  isOnly: boolean,
): Readonly<Record<string, number>> {
  const own = `${definition.name}.`;
  const forAll = Object.entries(params).filter(
    ([name]) => !name.includes('.') && (isOnly || Object.hasOwn(definition.params, name)),
  );
  const forOne = Object.entries(params)
    .filter(([name]) => name.startsWith(own))
    .map(([name, value]) => [name.slice(own.length), value] as const);
  return Object.fromEntries([...forAll, ...forOne]);
}
