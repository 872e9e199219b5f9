/**
 * What the services need of a log: pino's shape, and nothing else of it.
 */
type Write = (details: object, message: string) => void;

export type Log = { readonly info: Write; readonly warn: Write; readonly error: Write };
