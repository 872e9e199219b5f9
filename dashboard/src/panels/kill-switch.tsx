/**
 * The kill switch: one red button, one question, one command.
 * Invariant: the question says what the engine holds at that moment, and whether that is known.
 */
import { Button, List, Text } from '@mantine/core';
import { useOverview } from '../api.ts';
import { formatMoment, formatSigned } from '../format.ts';
import type { Connection } from '../live/use-live-stream.ts';
import { isOpenOrder } from '../orders.ts';
import type { Overview } from '../overview.ts';
import { useAsk } from './asking.tsx';

export function KillSwitch({ connection }: { connection: Connection }) {
  const ask = useAsk();
  const isOld = connection.state === 'lost';
  const open = (): void =>
    ask({
      title: 'Close everything and stop trading?',
      body: <Consequences isOld={isOld} />,
      action: 'Close everything',
      keep: 'Keep trading',
      change: { kind: 'kill' },
      isGrave: true,
      done: 'The kill switch was used: entries are canceled, positions are being closed, and nothing new is opened.',
    });
  return (
    <Button size="compact-sm" color="red" onClick={open} fw={700}>
      Kill switch
    </Button>
  );
}

function Consequences({ isOld }: { isOld: boolean }) {
  const { data: overview } = useOverview();
  if (overview === undefined) return null;
  const { positions, orders, status } = overview;
  const entries = orders.filter((order) => order.intent === 'open' && isOpenOrder(order));
  return (
    <>
      {isOld && (
        <Text size="sm" c="red" fw={700} mb="xs">
          This list is from {formatMoment(status.at)} UTC. Whatever is open then is closed.
        </Text>
      )}
      <List size="sm" spacing={4}>
        <List.Item>
          {positions.length === 0
            ? 'No position is open.'
            : `Closes ${count(positions.length, 'position')} at market, at ${formatSigned(status.unrealizedPnl)} USDT unrealised:`}
          <Positions positions={positions} />
        </List.Item>
        <List.Item>
          {entries.length === 0 ? 'No entry order is waiting.' : `Cancels ${count(entries.length, 'entry order')}.`}
        </List.Item>
        <List.Item>Makes no new entry until you press Resume.</List.Item>
      </List>
      <Text size="sm" c="dimmed" mt="sm">
        Market orders pay the taker fee, and the price may slip.
      </Text>
    </>
  );
}

const Positions = ({ positions }: Pick<Overview, 'positions'>) =>
  positions.length > 0 && (
    <List size="sm" withPadding>
      {positions.map(({ symbol, side, size }) => (
        <List.Item key={`${symbol} ${side}`}>
          {symbol} {side} {size}
        </List.Item>
      ))}
    </List>
  );

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
