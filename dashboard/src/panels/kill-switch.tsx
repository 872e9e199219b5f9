/**
 * The kill switch: one red button, one question, one command.
 * Invariant: never sends without the second press; says what it knows when the answer is lost.
 */
import { Alert, Button, Group, List, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatSigned } from '../format.ts';
import type { Overview } from '../overview.ts';
import { failureWords, useControl } from './use-control.ts';

export function KillSwitch({ overview }: { overview: Overview }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error, reset } = useControl('kill');
  const leave = (): void => {
    close();
    reset();
  };
  return (
    <>
      <Button size="compact-sm" color="red" onClick={open} fw={700}>
        Kill switch
      </Button>
      <Modal opened={isOpen} onClose={leave} title={<Text fw={700}>Close everything and stop trading?</Text>} centered>
        <Consequences overview={overview} />
        {error && (
          <Alert color="red" mt="md" role="alert">
            {failureWords(error)}
          </Alert>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={leave} data-autofocus>
            Keep trading
          </Button>
          <Button color="red" loading={isPending} onClick={() => mutate(undefined, { onSuccess: leave })}>
            Close everything
          </Button>
        </Group>
      </Modal>
    </>
  );
}

const FINISHED = new Set(['filled', 'canceled', 'rejected', 'absent', 'triggered']);

function Consequences({ overview: { positions, orders, status } }: { overview: Overview }) {
  const entries = orders.filter(({ intent, status: at }) => intent === 'open' && !FINISHED.has(at));
  return (
    <>
      <List size="sm" spacing={4}>
        <List.Item>
          {positions.length === 0
            ? 'No position is open.'
            : `Closes ${count(positions.length, 'position')} at market, at ${formatSigned(status.unrealizedPnl)} USDT unrealised:`}
          {positions.length > 0 && (
            <List size="sm" withPadding>
              {positions.map(({ symbol, side, size }) => (
                <List.Item key={`${symbol} ${side}`}>
                  {symbol} {side} {size}
                </List.Item>
              ))}
            </List>
          )}
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

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
