/**
 * Stops and allows new entries. Stops and targets stay at the exchange either way.
 */
import { Button, Tooltip } from '@mantine/core';
import type { StatusRow } from '../../../src/engine/api.ts';
import { failureWords, useControl } from './use-control.ts';

export function PauseButton({ state }: { state: StatusRow['state'] }) {
  const isPaused = state === 'paused';
  const pausing = useControl('pause');
  const resuming = useControl('resume');
  const { mutate, isPending, error } = isPaused ? resuming : pausing;
  const words = isPaused ? 'Lets entries be made again' : 'No new entries; stops and targets stay';
  return (
    <Tooltip label={error ? failureWords(error) : words} {...(error ? { opened: true } : {})} multiline maw={320}>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => mutate()}
        loading={isPending}
        disabled={!isPaused && state !== 'running'}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </Tooltip>
  );
}
