/**
 * What an operation of the admin API is: method, path, the schema of its body, and what it does.
 * Invariant: pure declaration; who may call it is not its matter.
 */
import { type Static, type TObject, Type } from 'typebox';
import type { MarketSource } from '../../core/index.ts';
import type { Desk } from '../desk.ts';
import type { PaperAccount } from '../options.ts';

export type AdminContext = {
  readonly desk: Desk;
  readonly source: MarketSource;
  /** Applies every update up to `until`; undefined where the clock runs by itself. @returns how many there were. */
  readonly advance: ((until: number) => number) | undefined;
  readonly cutSockets: (reason: string) => void;
  readonly accounts: () => readonly PaperAccount[];
  /** @throws InvalidInput when name or key are in use. */
  readonly openAccount: (account: PaperAccount) => void;
};

/** Parameters of the path, by name. */
export type Params = Readonly<Record<string, string>>;

export type Operation<Body extends TObject = TObject> = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /admin, with parameters as `:name`. */
  readonly path: `/${string}`;
  /** One line for the reference. */
  readonly summary: string;
  readonly body: Body;
  /** One line for the reference: the fields of the answer. */
  readonly answer: string;
  /** @throws InvalidInput, AdminRefusal */
  readonly run: (context: AdminContext, input: { readonly body: Static<Body>; readonly params: Params }) => unknown;
};

/** An operation whose body has passed its own schema. */
export const defineOperation = <Body extends TObject>(operation: Operation<Body>): Operation =>
  operation as unknown as Operation;

export const NO_BODY = Type.Object({}, { additionalProperties: false });

/** A "no" that is not about the form of what was asked. */
export class AdminRefusal extends Error {
  /** 404: there is no such thing; 409: not as things are. */
  readonly status: 404 | 409;
  readonly code: string;

  constructor(status: 404 | 409, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
