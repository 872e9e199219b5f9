/**
 * One call of somebody else's client, what has to hold of it, and how each family stands to it.
 * Invariant: whatever does not work has its reason and a check that shows it; nothing is passed over.
 */
import { expect } from 'vitest';
import type { PositionMode } from '../../../src/domain/index.ts';
import type { AccountFamily } from '../../../src/paper-exchange/server/index.ts';
import type { Session } from './session.ts';

export type Check = (session: Session) => Promise<void>;

/** What a client cannot do with a family: why, and a check that it is so. */
export type Shortfall = { readonly why: string; readonly shown: Check };

export const CLIENTS = ['ccxt', 'ccxt.pro', 'bitget-api'] as const;

export type ClientCall = {
  readonly client: (typeof CLIENTS)[number];
  readonly group: string;
  /** The method, and which use of it where there are several. */
  readonly call: string;
  /** What is compared with what the exchange holds. */
  readonly holds: string;
  /** The position modes it is made in; default hedge alone, where the mode makes no difference. */
  readonly modes?: readonly PositionMode[];
} & { readonly [Family in AccountFamily]: Check | Shortfall };

export const BOTH_MODES: readonly PositionMode[] = ['hedge', 'one-way'];

type Made = Omit<ClientCall, 'client' | 'group' | AccountFamily>;

/** The calls of one group, each the same for both families unless one is named. */
export const callsOf =
  (client: ClientCall['client'], group: string) =>
  (
    call: Made & { readonly check: Check; readonly classic?: Check | Shortfall; readonly unified?: Check | Shortfall },
  ): ClientCall => {
    const { check, classic = check, unified = check, ...made } = call;
    return { client, group, ...made, classic, unified };
  };

/** The calls of one group that have a name of their own in each family. */
export const callsOfEach =
  (client: ClientCall['client'], group: string) =>
  (call: Omit<ClientCall, 'client' | 'group'>): ClientCall => ({ client, group, ...call });

type Expected = { readonly name: string; readonly message: RegExp };

/** Checks that what was asked is refused by an error of that class, whose message says so. */
export async function throwsError(asked: Promise<unknown>, { name, message }: Expected): Promise<void> {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  expect(error?.constructor.name).toBe(name);
  expect(error?.message).toMatch(message);
}
