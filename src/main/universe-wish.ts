/**
 * What `--universe` asks for.
 */
import { InvalidInput } from '../domain/index.ts';
import { PRIORITY_SYMBOLS } from '../paper-exchange/sources/index.ts';
import { UNIVERSE_PARAMS, type UniverseSettings, universeSettings } from '../scoring/index.ts';
import type { UniverseWish } from './universe-chooser.ts';

const { min, max } = UNIVERSE_PARAMS.symbolsMax;
const ALLOWED = `priority, or top: and a whole number from ${min} to ${max}, such as top:20`;

/** @throws InvalidInput for a text that is neither `priority` nor `top:<count>`, and for a setting out of its bounds. */
export function universeWish(text: string, given: Partial<UniverseSettings> = {}): UniverseWish {
  const [, digits] = /^top:(\d{1,4})$/.exec(text) ?? [];
  const isPriorityOnly = text === 'priority';
  const symbolsMax = isPriorityOnly ? PRIORITY_SYMBOLS.length : Number(digits);
  if (!isPriorityOnly && !(symbolsMax >= min && symbolsMax <= max)) throw new InvalidInput('--universe', text, ALLOWED);
  return { isPriorityOnly, priority: PRIORITY_SYMBOLS, settings: universeSettings({ ...given, symbolsMax }) };
}
