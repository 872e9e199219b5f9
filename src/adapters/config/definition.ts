/**
 * What a variable of the environment is: its name, its kind, its bounds, what it is for.
 * Invariant: default and bounds stand here once; readers, `.env.example` and `viper config print` take them from here.
 */

type Common = {
  readonly name: string;
  /** In one line, for people. */
  readonly about: string;
  /** The usual name of the same thing, of a name that is only accepted. */
  readonly aliasOf?: string;
};

/** A whole number. */
export type Whole = Common & {
  readonly kind: 'whole';
  readonly default: number;
  readonly min: number;
  readonly max: number;
};

/** An exact decimal, kept as an integer of 10^-decimals. */
export type Exact = Common & {
  readonly kind: 'exact';
  readonly decimals: number;
  readonly default: string;
  readonly min: string;
  readonly max: string;
};

/** A decimal for scores, which are floats. */
export type Figure = Common & {
  readonly kind: 'figure';
  readonly default: number;
  readonly min: number;
  readonly max: number;
};

/** One of a few words, in either letter case. */
export type Word<T extends string = string> = Common & {
  readonly kind: 'word';
  /** Absent: unset means that nothing is said. */
  readonly default?: T;
  readonly allowed: readonly T[];
};

/** Any text that `check`, or whoever uses it, accepts. */
export type Plain = Common & { readonly kind: 'plain'; readonly allowed: string; readonly check?: RegExp };

/** A key or a secret: never shown. `allowed` says what it looks like where it is not Bitget's. */
export type Hidden = Common & { readonly kind: 'hidden'; readonly isIdentifier: boolean; readonly allowed?: string };

export type Definition = Whole | Exact | Figure | Word | Plain | Hidden;

/** A group of variables with a title, in the order in which people are shown them. */
export type Section = { readonly title: string; readonly about: string; readonly definitions: readonly Definition[] };

export const whole = (name: string, rest: Omit<Whole, 'name' | 'kind'>): Whole => ({ name, kind: 'whole', ...rest });
export const exact = (name: string, rest: Omit<Exact, 'name' | 'kind'>): Exact => ({ name, kind: 'exact', ...rest });
export const figure = (name: string, rest: Omit<Figure, 'name' | 'kind'>): Figure => ({
  name,
  kind: 'figure',
  ...rest,
});
export const word = <T extends string>(name: string, rest: Omit<Word<T>, 'name' | 'kind'>): Word<T> => ({
  name,
  kind: 'word',
  ...rest,
});
export const plain = (name: string, rest: Omit<Plain, 'name' | 'kind'>): Plain => ({ name, kind: 'plain', ...rest });
export const hidden = (name: string, rest: Omit<Hidden, 'name' | 'kind'>): Hidden => ({
  name,
  kind: 'hidden',
  ...rest,
});

/** The default as it would be written; undefined where there is none. */
export const defaultText = (definition: Definition): string | undefined =>
  'default' in definition && definition.default !== undefined ? String(definition.default) : undefined;

/** What a value may be, in words. */
export function allowedText(definition: Definition): string {
  switch (definition.kind) {
    case 'whole':
      return `a whole number from ${definition.min} to ${definition.max}`;
    case 'exact':
    case 'figure':
      return `a decimal from ${definition.min} to ${definition.max}`;
    case 'word':
      return `one of ${definition.allowed.join(', ')}`;
    case 'plain':
      return definition.allowed;
    case 'hidden':
      return `${definition.allowed ?? 'text'}, never shown`;
  }
}
