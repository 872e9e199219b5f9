/**
 * The proof that the risk gate has seen an order. Only the gate in this folder can make one,
 * so that sending an unapproved order is a type error.
 */
declare const approved: unique symbol;

export type Approved<T> = T & { readonly [approved]: true };

/** For the gate alone; the tidy rules hold every other caller off. */
export const approve = <T>(value: T): Approved<T> => value as Approved<T>;
