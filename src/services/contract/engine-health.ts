/**
 * When an engine counts as alive: what the health routes of all services agree on.
 */
import type { StatusRow } from '../../engine/api.ts';

/** A paused engine is alive: it guards its positions. */
export const isAlive = ({ state }: StatusRow): boolean => state === 'running' || state === 'paused';

export const healthOf = (isHealthy: boolean): 'healthy' | 'unhealthy' => (isHealthy ? 'healthy' : 'unhealthy');
