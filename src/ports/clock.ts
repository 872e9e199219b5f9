/**
 * Time as a capability. Reading it is common; advancing it belongs to backtest, simulation and the market driver alone.
 */
export interface Clock {
  /** Epoch milliseconds UTC. */
  now(): number;
}

export interface DrivenClock extends Clock {
  /** @throws InvariantError when `at` lies before now. */
  advanceTo(at: number): void;
}

/** Wakes its owner at a time of the engine's clock, whatever drives that clock. */
export interface Alarms {
  set(name: string, at: number): void;
  clear(name: string): void;
  /** Called once per alarm that is due. */
  listen(listener: (name: string, at: number) => void): void;
  close(): void;
}
