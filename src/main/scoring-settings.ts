/**
 * What the scoring service goes by, and where it keeps its signals.
 * Invariant: knows no exchange.
 */
import { join } from 'node:path';
import { readScoring, type ScoringConfig } from '../adapters/config/index.ts';
import { lineFile } from '../adapters/storage/index.ts';
import { type CostSettings, DOCUMENTED_COSTS } from '../scoring/index.ts';
import type { Log, ScoringSettings } from '../services/index.ts';

const SIGNALS = 'signals.jsonl';

/** @throws InvalidInput as `readScoring`. */
export function scoringSettings(dataDir: string, log: Log): ScoringSettings {
  const configured = readScoring();
  const onFailure = (err: unknown): void => log.warn({ err }, 'signals cannot be kept');
  const kept = lineFile(join(dataDir, SIGNALS), onFailure);
  return { rules: configured.rules, costs: costsOf(configured), costMax: configured.costMax, kept };
}

/** The published tables with the configured numbers in their places. */
export function costsOf({ baseCosts, volumes }: ScoringConfig): CostSettings {
  const bases = [baseCosts.btc, baseCosts.eth, baseCosts.majors];
  return {
    ...DOCUMENTED_COSTS,
    bases: DOCUMENTED_COSTS.bases.map((row, i) => ({ ...row, cost: bases[i] ?? row.cost })),
    baseOther: baseCosts.others,
    tiers: DOCUMENTED_COSTS.tiers.map((tier, i) => ({ ...tier, above: volumes[i] ?? tier.above })),
  };
}
