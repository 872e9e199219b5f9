/**
 * What was told: notices, where alerts went, and the journal, one at a time.
 */
import { SegmentedControl } from '@mantine/core';
import { memo, useState } from 'react';
import type { NoticeRow } from '../../../src/engine/api.ts';
import { Alerts } from './alerts.tsx';
import { Journal } from './journal.tsx';
import { Notices } from './notices.tsx';
import { Panel, Scroll } from './panel.tsx';

const VIEWS = ['Notices', 'Alerts', 'Journal'];

export const LogsPanel = memo(function LogsPanel({ notices }: { notices: readonly NoticeRow[] }) {
  const [shown, setShown] = useState('Notices');
  const aside = (
    <SegmentedControl
      size="xs"
      aria-label="Notices, alerts or journal"
      data={VIEWS}
      value={shown}
      onChange={setShown}
    />
  );
  return (
    <Panel title={shown} {...(shown === 'Notices' && { count: notices.length })} aside={aside}>
      <Scroll label={shown}>
        {shown === 'Notices' && <Notices notices={notices} />}
        {shown === 'Alerts' && <Alerts />}
        {shown === 'Journal' && <Journal />}
      </Scroll>
    </Panel>
  );
});
