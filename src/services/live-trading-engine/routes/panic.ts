/**
 * POST /api/panic: the kill switch under the name that a frightened person looks for.
 */
import { defineControl, defineRoute, implementControl } from '../../contract/index.ts';

export const panic = defineRoute({ ...defineControl('live-trading-engine', 'kill'), path: '/api/panic' });

export const panicRoute = implementControl(panic, 'kill');
