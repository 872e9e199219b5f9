/**
 * Nominal types over primitives: a `Ticks` is not a `Lots`, though both are numbers at run time.
 */
declare const brand: unique symbol;

export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
