/**
 * Whether something is a strategy: what a user's module exports is looked at before it is run.
 * Invariant: what passes has every field that the engine reads, in its type, with parameters within their bounds.
 */
import { InvalidInput, timeframeMs } from '../domain/index.ts';
import type { Param, StrategyDefinition } from '../kernel/index.ts';

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
/** What a position by hand is called; no strategy may pass for it. */
const TAKEN = 'manual';

/** @param field what the value is called in errors @throws InvalidInput that names the first field that is not in order. */
export function asStrategy(value: unknown, field: string): StrategyDefinition {
  const found = objectOf(value, field, 'what defineStrategy({ … }) gives');
  const { name, about, params, timeframes, warmupBars, create } = found;
  if (typeof name !== 'string' || !NAME.test(name) || name === TAKEN)
    throw new InvalidInput(`${field}.name`, name, 'up to 40 of a-z, 0-9 and "-", beginning with a letter');
  if (typeof about !== 'string' || about.trim() === '') throw new InvalidInput(`${field}.about`, about, 'a sentence');
  const known = objectOf(params, `${field}.params`, 'an object of parameters; {} for none');
  for (const [key, param] of Object.entries(known)) checkParam(param, `${field}.params.${key}`);
  checkTimeframes(timeframes, `${field}.timeframes`);
  checkFunction(warmupBars, `${field}.warmupBars`);
  checkFunction(create, `${field}.create`);
  const definition = found as unknown as StrategyDefinition;
  checkWarmup(definition, `${field}.warmupBars`);
  return definition;
}

function objectOf(value: unknown, field: string, expected: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidInput(field, value, expected);
}

function checkFunction(value: unknown, field: string): void {
  if (typeof value !== 'function') throw new InvalidInput(field, value, 'a function');
}

function checkParam(value: unknown, field: string): void {
  const {
    default: usual,
    min,
    max,
    isInteger,
    about,
  } = objectOf(value, field, '{ default, min, max, about }') as Partial<Param>;
  const numbers = { default: usual, min, max };
  for (const [key, number] of Object.entries(numbers))
    if (typeof number !== 'number' || !Number.isFinite(number))
      throw new InvalidInput(`${field}.${key}`, number, 'a finite number');
  if (typeof about !== 'string' || about.trim() === '') throw new InvalidInput(`${field}.about`, about, 'its meaning');
  if (!(Number(min) <= Number(usual) && Number(usual) <= Number(max)))
    throw new InvalidInput(`${field}.default`, usual, `a number from its min ${min} to its max ${max}`);
  if (isInteger === true && !Number.isInteger(usual))
    throw new InvalidInput(`${field}.default`, usual, 'a whole number, as isInteger has it');
}

function checkTimeframes(value: unknown, field: string): void {
  if (!Array.isArray(value) || value.length === 0)
    throw new InvalidInput(field, value, "a list of one bar or more, such as ['15m']");
  for (const timeframe of value) timeframeMs(String(timeframe));
}

function checkWarmup({ params, warmupBars }: StrategyDefinition, field: string): void {
  const usual = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
  const bars = warmupBars(usual);
  if (!Number.isSafeInteger(bars) || bars < 0)
    throw new InvalidInput(field, bars, 'a function that gives a whole number of bars');
}
