/**
 * Every variable that Viper reads, by section.
 * Invariant: a name that is not listed here is read by nothing.
 */
import type { Definition, Section } from '../definition.ts';
import { accountSections } from './account.ts';
import { alertsSection } from './alerts.ts';
import { locksSection } from './locks.ts';
import { scoringSection } from './scoring.ts';
import { servicesSection } from './services.ts';
import { storageSection } from './storage.ts';
import { tracingSection } from './tracing.ts';
import { tradingSection } from './trading.ts';

export { KEY_NAMES, type KeyNames, NETWORK_NAMES, type Network, network } from './account.ts';
export { ALERT_LEVELS, alerts, SMTP_SECURITY } from './alerts.ts';
export { locks } from './locks.ts';
export { scoring } from './scoring.ts';
export { LOG_LEVELS, type LogLevel, logLevel, ports } from './services.ts';
export { storage } from './storage.ts';
export { tracing } from './tracing.ts';
export { trading } from './trading.ts';

export const sections: readonly Section[] = [
  ...accountSections,
  tradingSection,
  scoringSection,
  servicesSection,
  storageSection,
  locksSection,
  alertsSection,
  tracingSection,
];

export const definitions: readonly Definition[] = sections.flatMap((section) => section.definitions);
