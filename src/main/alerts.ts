/**
 * The alerts of a run: told to people where the environment names a channel, and else to nobody.
 * Invariant: without a channel nothing is opened, and nothing of it is loaded.
 */
import { readAlerts } from '../adapters/config/index.ts';
import { Secret } from '../bitget/signing/index.ts';
import type { RunAlerts, RunAlertsOptions } from './told-alerts.ts';

/** @throws InvalidInput for variables that do not fit together. */
export async function openAlerts(options: RunAlertsOptions): Promise<RunAlerts> {
  const config = readAlerts((text) => new Secret(text));
  if (Object.values(config.channels).every((channel) => channel === undefined)) return silent(options);
  const { ToldAlerts } = await import('./told-alerts.ts');
  return new ToldAlerts(config, options);
}

const silent = ({ request: { onNotice } }: RunAlertsOptions): RunAlerts => ({
  onNotice,
  attend: () => {},
  watch: (finished) => finished,
  report: () => ({ channels: [], deliveries: [] }),
  close: async () => {},
});
