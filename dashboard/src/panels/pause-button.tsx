/**
 * Stops and allows new entries. Stops and targets stay at the exchange either way.
 */
import { Button } from '@mantine/core';
import type { StatusRow } from '../../../src/engine/api.ts';
import { type Question, useAsk } from './asking.tsx';

const PAUSE: Question = {
  title: 'Pause: make no new entries?',
  body: 'No strategy opens anything until you resume. Entry orders that rest at the exchange stay there and may still fill; open positions keep their stops and targets and are managed on.',
  action: 'Pause entries',
  keep: 'Keep trading',
  change: { kind: 'pause' },
  done: 'Paused: no new entries. Positions keep their stops.',
};

export const RESUME: Question = {
  title: 'Resume: let entries be made again?',
  body: 'Every strategy that is on may open positions again, within the limits of risk.',
  action: 'Resume trading',
  keep: 'Stay paused',
  change: { kind: 'resume' },
  done: 'Resumed: entries are allowed again.',
};

export function PauseButton({ state }: { state: StatusRow['state'] }) {
  const ask = useAsk();
  const isPaused = state === 'paused';
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => ask(isPaused ? RESUME : PAUSE)}
      disabled={!isPaused && state !== 'running'}
    >
      {isPaused ? 'Resume' : 'Pause'}
    </Button>
  );
}
