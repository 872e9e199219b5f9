/**
 * What the page holds of the engine but series: the service's own answer.
 */
import type { ResponseOf } from '../../src/services/contract/index.ts';
import type { getOverview } from '../../src/services/dashboard/routes/index.ts';

export type Overview = ResponseOf<typeof getOverview>;
