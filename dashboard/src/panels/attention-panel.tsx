/**
 * Says across the page what needs a person now, with what can be done about it; and the title of the tab says it, too.
 * Invariant: the spoken words change only when what they say changes.
 */
import { Button } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useDeliveries, useLimits, useStrategies } from '../api.ts';
import { attentionOf, type Item, type Remedy, type Severity } from '../attention.ts';
import type { Connection } from '../live/use-live-stream.ts';
import type { Overview } from '../overview.ts';
import { type Question, useAsk } from './asking.tsx';
import { RESUME } from './pause-button.tsx';

const WORDS: Readonly<Record<Severity, string>> = { critical: 'Critical', warning: 'Warning', note: 'Note' };

export function AttentionPanel({ overview, connection }: { overview: Overview; connection: Connection }) {
  const { data: strategies } = useStrategies();
  const { data: limits } = useLimits();
  const { data: alerts } = useDeliveries();
  const isConnected = connection.state !== 'lost';
  const items = useMemo(
    () => attentionOf({ overview, isConnected, strategies, limits, alerts }),
    [overview, isConnected, strategies, limits, alerts],
  );
  useTitle(items, overview);
  return (
    <section className="attention" aria-label="Needs attention" aria-live="polite">
      {items.map((item) => (
        <Line key={item.id} item={item} />
      ))}
    </section>
  );
}

function Line({ item: { severity, text, remedy } }: { item: Item }) {
  const ask = useAsk();
  const question = remedy && REMEDIES[remedy];
  return (
    <div className={`banner ${severity}`} role={severity === 'critical' ? 'alert' : undefined}>
      <p>
        <strong>{WORDS[severity]}</strong> {text}
      </p>
      {question && (
        <Button size="compact-sm" variant="default" onClick={() => ask(question)}>
          {LABELS[remedy]}
        </Button>
      )}
    </div>
  );
}

const LABELS: Readonly<Record<Remedy, string>> = { resume: 'Resume', 'put-alerts-aside': 'Put aside' };

const REMEDIES: Readonly<Record<Remedy, Question>> = {
  resume: RESUME,
  'put-alerts-aside': {
    title: 'Put the present warnings aside?',
    body: 'They leave the top of the page, over restarts too. They stay under Notices and in the journal; later ones are shown.',
    action: 'Put aside',
    change: { kind: 'put-alerts-aside' },
    done: 'The warnings are put aside.',
  },
};

function useTitle(items: readonly Item[], { status }: Overview): void {
  const urgent = items.filter(({ severity }) => severity !== 'note').length;
  const title = `${urgent > 0 ? `(${urgent}) ` : ''}${status.state} · ${status.mode} · Viper`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
