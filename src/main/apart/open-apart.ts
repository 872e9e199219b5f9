/**
 * Opens the services on a thread of their own, and starts them anew on the same addresses should they fall.
 * Invariant: trading goes on whatever becomes of the services, and people are told.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServices, ServiceAddresses, ServicePorts } from '../../services/index.ts';
import { type ApartParts, ServicesThread } from './services-worker.ts';
import type { ApartPlan } from './sides.ts';

const RESTART_AFTER_MS = 1_000;
const RESTART_AFTER_MAX_MS = 30_000;

type Setup = { readonly plan: ApartPlan; readonly parts: ApartParts };

/**
 * @param first a thread that is loading already.
 * @throws what `startServices` throws; no thread is left then.
 */
export async function openServicesApart(
  plan: ApartPlan,
  parts: ApartParts,
  first = new ServicesThread(),
): Promise<RunningServices> {
  const addresses = await first.open(plan, parts);
  const kept = new KeptServices(first, { plan: { ...plan, ports: portsOf(addresses, plan.ports) }, parts });
  return { addresses, close: () => kept.close() };
}

/** The same addresses again: whoever knows them must find the services there. */
const portsOf = (addresses: ServiceAddresses, given: ServicePorts | undefined): ServicePorts | undefined => {
  const taken = Object.entries(addresses).filter(([, address]) => address !== undefined);
  const ports = taken.map(([name, address]) => [name, Number(new URL(String(address)).port)]);
  return given && { ...given, ...Object.fromEntries(ports) };
};

/** One thread after the other. */
class KeptServices {
  readonly #setup: Setup;
  #thread: ServicesThread;
  #isClosing = false;

  constructor(first: ServicesThread, setup: Setup) {
    this.#thread = first;
    this.#setup = setup;
    void this.#keep();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#thread.close();
  }

  async #keep(): Promise<void> {
    const { plan, parts } = this.#setup;
    for (let waitMs = RESTART_AFTER_MS; ; ) {
      const reason = await this.#thread.ended;
      if (this.#isClosing) return;
      parts.warn('services-ended', { reason, restartAfterMs: waitMs });
      await sleep(waitMs, undefined, { ref: false });
      if (this.#isClosing) return;
      this.#thread = new ServicesThread();
      const isOpen = await this.#thread.open(plan, parts).then(
        () => true,
        () => false,
      );
      if (isOpen) parts.warn('services-restarted', {});
      waitMs = isOpen ? RESTART_AFTER_MS : Math.min(waitMs * 2, RESTART_AFTER_MAX_MS);
    }
  }
}
