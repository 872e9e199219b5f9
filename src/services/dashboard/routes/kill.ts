/**
 * POST /api/kill: see src/services/contract/control.ts.
 */
import { defineControl, implementControl } from '../../contract/index.ts';

export const kill = defineControl('dashboard', 'kill');

export const killRoute = implementControl(kill, 'kill');
