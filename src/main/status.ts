/**
 * Composition root of `viper status`.
 */
import type { StatusFound } from '../cli/index.ts';
import { askEngine } from './engine-client.ts';

const TIMEOUT_MS = 3_000;

/** @throws TradingError `not-running` when nothing listens on the engine's port; what else went wrong, as the client says it. */
export const status = (): Promise<StatusFound> => askEngine((engine) => engine.getStatus(), TIMEOUT_MS);
