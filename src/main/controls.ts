/**
 * Composition root of `viper pause`, `viper resume` and `viper kill`: one word to the engine that runs.
 * Invariant: one whose answer is lost is told as unknown, and is not sent again by itself.
 */
import { randomUUID } from 'node:crypto';
import type { ControlsRoots } from '../cli/index.ts';
import { askEngine } from './engine-client.ts';

const TIMEOUT_MS = 15_000;

const body = {};
const once = () => ({ idempotencyKey: randomUUID() });

export const controlsRoots: ControlsRoots = {
  async pause() {
    const { state } = await askEngine((engine) => engine.pause({ body }, once()), TIMEOUT_MS);
    return { state };
  },
  async resume() {
    const { state } = await askEngine((engine) => engine.resume({ body }, once()), TIMEOUT_MS);
    return { state };
  },
  async kill() {
    const { state, details } = await askEngine((engine) => engine.kill({ body }, once()), TIMEOUT_MS);
    return { state, canceled: Number(details.canceled), closed: Number(details.closed) };
  },
};
