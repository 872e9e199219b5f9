/**
 * What `viper pause`, `viper resume` and `viper kill` ask of the engine that runs.
 * Invariant: types only.
 */
import type { StatusRow } from '../../engine/index.ts';

export type Controlled = { readonly state: string };

/** `closed`: positions whose close was sent; `canceled`: entries. */
export type Killed = Controlled & { readonly canceled: number; readonly closed: number };

/** Each @throws TradingError in the engine's words; `not-running` when nothing listens. */
export type ControlsRoots = {
  pause(): Promise<Controlled>;
  resume(): Promise<Controlled>;
  kill(): Promise<Killed>;
};

/** As a running engine tells it. */
export type StatusFound = StatusRow;
