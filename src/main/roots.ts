/**
 * Every composition root, by the name that the commands know it by.
 * Invariant: a command loads what it needs and no more.
 */
import type { Roots } from '../cli/index.ts';
import { locksRoots } from './locks.ts';

export const rootsWith = (config: Roots['config']): Roots => ({
  backtest: async (request) => (await import('./backtest.ts')).backtest(request),
  study: async (request) => (await import('./study.ts')).study(request),
  replay: async (...asked) => (await import('./replay.ts')).replay(...asked),
  backup: async (...asked) => (await import('./backup.ts')).backup(...asked),
  restore: async (...asked) => (await import('./backup.ts')).restore(...asked),
  trades: async (request) => (await import('./trades.ts')).trades(request),
  newStrategy: async (request) => (await import('./new-strategy.ts')).newStrategy(request),
  exchange: async (request) => (await import('./embedded-exchange.ts')).exchange(request),
  exchangeAdmin: async (request) => (await import('./exchange-admin.ts')).exchangeAdmin(request),
  addFaults: async (...asked) => (await import('./exchange-admin.ts')).addFaults(...asked),
  start: async (request) => (await import('./start.ts')).start(request),
  serve: async (request) => (await import('./serve.ts')).serve(request),
  status: async () => (await import('./status.ts')).status(),
  symbols: {
    list: async () => (await import('./symbols.ts')).symbolsRoots.list(),
    add: async (symbol) => (await import('./symbols.ts')).symbolsRoots.add(symbol),
    remove: async (symbol) => (await import('./symbols.ts')).symbolsRoots.remove(symbol),
  },
  controls: {
    pause: async () => (await import('./controls.ts')).controlsRoots.pause(),
    resume: async () => (await import('./controls.ts')).controlsRoots.resume(),
    kill: async () => (await import('./controls.ts')).controlsRoots.kill(),
  },
  score: async (request) => (await import('./score.ts')).score(request),
  universe: async (request) => (await import('./universe.ts')).universe(request),
  validate: async (request) => (await import('./validate.ts')).validate(request),
  debugSignature: async (request) => (await import('./validate.ts')).debugSignature(request),
  testAlerts: async (...asked) => (await import('./test-alerts.ts')).testAlerts(...asked),
  config,
  locks: locksRoots,
});
