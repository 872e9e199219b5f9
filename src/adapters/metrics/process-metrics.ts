/**
 * What any process of Viper tells of itself: its build, memory, processor, event loop.
 */
import { collectDefaultMetrics, Gauge, type Registry } from '@prometheus-io/client';

export type Build = { readonly version: string; readonly mode: string; readonly network: string };

export function measureProcess(registry: Registry, build: Build): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'viper_build_info',
    help: 'Always one; its labels tell which program runs, and on what.',
    labelNames: ['version', 'node', 'mode', 'network'],
    registers: [registry],
  }).set({ ...build, node: process.version }, 1);
}
