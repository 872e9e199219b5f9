/**
 * What the thread of the services is told when it is opened, and what it and the run may ask of each other.
 * Invariant: types only, of plain data: it crosses threads.
 */
import type { ListenRequest } from '../../cli/index.ts';
import type { AccountFamily } from '../../domain/index.ts';
import type { EngineApi, MirrorBatch, MirrorWhole } from '../../engine/index.ts';
import type { Monitor } from '../../ports/index.ts';
import type { MarketUpstream, ServiceAddresses, ServiceName, ServicePorts } from '../../services/index.ts';

/** Where an exchange gives its public prices. */
export type PublicPlace = {
  readonly family: AccountFamily;
  readonly restUrl: string;
  readonly socketOrigin: string;
  readonly isDemoTrading: boolean;
};

export type ApartPlan = {
  /** Undefined: those of the environment. */
  readonly ports: ServicePorts | undefined;
  readonly only: ServiceName | undefined;
  readonly listen: ListenRequest | undefined;
  readonly dataDir: string;
  /** The engine's ms in one of real time; 0: it goes step by step. */
  readonly factor: number;
  /** Undefined: no order books. */
  readonly books: PublicPlace | undefined;
};

export type LogLevel = 'info' | 'warn' | 'error';

/** What the services may ask of the run. */
export type RunSide = Pick<EngineApi, 'command' | 'assess'> &
  Omit<Monitor, 'onServed'> &
  MarketUpstream & {
    log(level: LogLevel, details: object, message: string): void;
  };

/** What the run asks of the services. */
export type ServicesSide = {
  /** Begins to listen. `at`: the engine's time. */
  open(plan: ApartPlan, at: number, whole: MirrorWhole): Promise<ServiceAddresses>;
  apply(batch: MirrorBatch): void;
  close(): Promise<void>;
};
