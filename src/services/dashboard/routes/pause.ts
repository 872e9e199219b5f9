/**
 * POST /api/pause: see src/services/contract/control.ts.
 */
import { defineControl, implementControl } from '../../contract/index.ts';

export const pause = defineControl('dashboard', 'pause');

export const pauseRoute = implementControl(pause, 'pause');
