/**
 * The composition roots as the commands see them; `main` provides them.
 * Invariant: a command knows of the rest of the program what stands here, and nothing else.
 */
import type { BackupsRoots } from './backups.ts';
import type { ConfigRoots } from './config.ts';
import type { ControlsRoots } from './controls.ts';
import type { DiagnosisRoots } from './diagnosis.ts';
import type { ExchangeRoots } from './exchange.ts';
import type { LocksRoots } from './locks.ts';
import type { NewStrategyRoots } from './new-strategy.ts';
import type { RecordedRoots } from './recorded.ts';
import type { ScoringRoots } from './scoring.ts';
import type { ServicesRoots } from './services.ts';
import type { StartRoots } from './start.ts';
import type { SymbolsRoots } from './symbols.ts';
import type { TradesRoots } from './trades.ts';

export type Roots = StartRoots &
  RecordedRoots &
  ExchangeRoots &
  NewStrategyRoots &
  ScoringRoots &
  ServicesRoots &
  BackupsRoots &
  TradesRoots &
  DiagnosisRoots & {
    readonly symbols: SymbolsRoots;
    readonly controls: ControlsRoots;
    readonly config: ConfigRoots;
    readonly locks: LocksRoots;
  };
