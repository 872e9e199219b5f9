/**
 * A maintenance window: every call is refused, sockets are cut and let nobody in; the market goes on.
 */
import { defineFault } from '../define-fault.ts';
import { standingRule } from '../rule.ts';

export const maintenance = defineFault({
  plane: 'standing',
  kind: 'maintenance',
  summary: 'every call answers 45043 (Unified: 25106), sockets are cut and refused',
  schema: standingRule('maintenance', {}),
  skewMs: () => 0,
  isClosed: true,
});
