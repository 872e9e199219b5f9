/**
 * Whether alerts reach people: how each channel does, and the latest attempts.
 * Invariant: no address, no token, no text of a message.
 */
import Type from 'typebox';
import type { ChannelReport, Delivery } from '../../../ports/index.ts';
import { countOf, countUpTo, defineRoute, implement, Problem } from '../../contract/index.ts';

const ROWS = 50;
const COUNT = Type.Integer({ minimum: 0 });
const MOMENT = Type.Number({ minimum: 0, description: 'epoch milliseconds UTC' });

const ChannelField = Type.Object({
  channel: Type.String({ description: 'such as telegram, discord, webhook, email' }),
  waiting: Type.Integer({ minimum: 0, description: 'messages that wait, one under way among them' }),
  last_delivered_at: Type.Optional(MOMENT),
  delivered: COUNT,
  retried: Type.Integer({ minimum: 0, description: 'attempts after which it is tried again' }),
  refused: COUNT,
  dropped: COUNT,
});

const DeliveryField = Type.Object({
  at: MOMENT,
  channel: Type.String(),
  code: Type.String({ description: 'of the notice' }),
  subject: Type.String({ description: 'what it is about; empty: the whole run' }),
  level: Type.Enum(['info', 'warning', 'critical']),
  outcome: Type.Enum(['delivered', 'again', 'refused', 'dropped']),
  attempts: Type.Integer({ minimum: 0, description: 'so far; 0: it ended without one' }),
  reason: Type.Optional(Type.String({ description: 'why it has not arrived' })),
});

export const getAlertDeliveries = defineRoute({
  service: 'live-trading-engine',
  method: 'GET',
  path: '/api/alerts/deliveries',
  scope: 'read',
  about: 'Whether alerts arrive: how each channel that is set up does, and its latest attempts, newest first.',
  query: Type.Object({ limit: Type.Optional(countUpTo(200)) }, { additionalProperties: false }),
  response: Type.Object({
    channels: Type.Array(ChannelField, { description: 'empty where none is set up' }),
    deliveries: Type.Array(DeliveryField),
    timestamp: Type.Number(),
  }),
  errors: [503],
});

export const getAlertDeliveriesRoute = implement(getAlertDeliveries, async ({ query }, { monitor, clock }) => {
  if (!monitor) return notWatched;
  const { channels, deliveries } = await monitor.alerts();
  return {
    channels: channels.map(channelRow),
    deliveries: deliveries.slice(-countOf(query.limit, ROWS)).reverse().map(deliveryRow),
    timestamp: clock.now(),
  };
});

const channelRow = ({
  channel,
  waiting,
  deliveredAt,
  counts: { delivered, again, refused, dropped },
}: ChannelReport) => ({
  channel,
  waiting,
  ...(deliveredAt !== undefined && { last_delivered_at: deliveredAt }),
  delivered,
  retried: again,
  refused,
  dropped,
});

const deliveryRow = ({ at, channel, code, subject, level, status, attempt, reason }: Delivery) => ({
  at,
  channel,
  code,
  subject,
  level,
  outcome: status,
  attempts: attempt,
  ...(reason !== undefined && { reason }),
});

const notWatched = new Problem(503, 'not-watched', {
  title: 'Nobody watches',
  detail: 'the deliveries of alerts are not known here',
});
