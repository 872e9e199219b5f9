/**
 * What is in force, and where each value came from.
 * Invariant: a secret is told by its length alone, a key by its ends.
 */
import { type Definition, defaultText } from './definition.ts';
import { sections } from './definitions/index.ts';
import { type Env, textOf } from './variables.ts';

export type EffectiveRow = {
  readonly section: string;
  readonly name: string;
  /** Masked where it is secret; null where nothing is set and there is no default. */
  readonly value: string | null;
  readonly source: 'environment' | '.env' | 'default' | 'unset';
  readonly default: string | null;
  readonly about: string;
};

/** Names that are only accepted are told where they are set. @param fromFile the names that `.env` set. */
export function effectiveConfig(fromFile: ReadonlySet<string>, env: Env = process.env): readonly EffectiveRow[] {
  return sections.flatMap(({ title, definitions }) =>
    definitions
      .filter(({ name, aliasOf }) => aliasOf === undefined || textOf(env, name) !== undefined)
      .map((definition) => rowOf(title, definition, { env, fromFile })),
  );
}

function rowOf(
  section: string,
  definition: Definition,
  { env, fromFile }: { env: Env; fromFile: ReadonlySet<string> },
): EffectiveRow {
  const { name, about } = definition;
  const text = textOf(env, name);
  const standard = defaultText(definition) ?? null;
  const common = { section, name, default: standard, about };
  if (text === undefined) return { ...common, value: standard, source: standard === null ? 'unset' : 'default' };
  return { ...common, value: shown(definition, text), source: fromFile.has(name) ? '.env' : 'environment' };
}

const ENDS = { first: 5, last: 3, least: 16 };

function shown(definition: Definition, text: string): string {
  if (definition.kind !== 'hidden') return text;
  if (!definition.isIdentifier || text.length < ENDS.least) return `[hidden, ${text.length} characters]`;
  return `${text.slice(0, ENDS.first)}…${text.slice(-ENDS.last)}`;
}
