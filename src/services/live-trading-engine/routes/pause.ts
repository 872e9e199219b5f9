/**
 * POST /api/pause: see src/services/contract/control.ts.
 */
import { defineControl, implementControl } from '../../contract/index.ts';

export const pause = defineControl('live-trading-engine', 'pause');

export const pauseRoute = implementControl(pause, 'pause');
