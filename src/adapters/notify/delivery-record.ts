/**
 * What became of the messages: the latest attempts, and for each channel how many came to what and when one last arrived.
 * Invariant: bounded; plain data, with the words of a channel and none of a receiver's address.
 */
import type { AlertReport, Delivery, DeliveryStatus } from '../../ports/index.ts';

const DELIVERIES_MAX = 200;
const NONE: Readonly<Record<DeliveryStatus, number>> = { delivered: 0, again: 0, refused: 0, dropped: 0 };

type Tally = { counts: Readonly<Record<DeliveryStatus, number>>; deliveredAt: number | undefined };

export class DeliveryRecord {
  readonly #deliveries: Delivery[] = [];
  readonly #tallies = new Map<string, Tally>();

  note(delivery: Delivery): void {
    const { channel, status, at } = delivery;
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > DELIVERIES_MAX) this.#deliveries.shift();
    const { counts, deliveredAt } = this.#tallyOf(channel);
    this.#tallies.set(channel, {
      counts: { ...counts, [status]: counts[status] + 1 },
      deliveredAt: status === 'delivered' ? at : deliveredAt,
    });
  }

  /** @param channels with what waits for each. */
  report(channels: readonly { readonly channel: string; readonly waiting: number }[]): AlertReport {
    return {
      channels: channels.map(({ channel, waiting }) => ({ channel, waiting, ...this.#tallyOf(channel) })),
      deliveries: [...this.#deliveries],
    };
  }

  #tallyOf(channel: string): Tally {
    return this.#tallies.get(channel) ?? { counts: NONE, deliveredAt: undefined };
  }
}
