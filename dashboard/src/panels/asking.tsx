/**
 * The one dialog that asks before anything is changed, and the line that says what came of it.
 * Invariant: nothing is sent without the second press; what is not known is said to be unknown.
 */
import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import type { Answer, Change } from '../changes.ts';
import { failureWords } from '../words.ts';
import { useChange } from './use-change.ts';

export type Question = {
  readonly title: string;
  /** What will happen. */
  readonly body: ReactNode;
  /** On the button that does it. */
  readonly action: string;
  /** On the button that does not. */
  readonly keep?: string;
  readonly change: Change;
  /** It costs money, or takes protection away. */
  readonly isGrave?: boolean;
  /** What to say when it is done. */
  readonly done: string | ((answer: Answer) => string);
};

const TOLD_MS = 8_000;

const Asking = createContext<(question: Question) => void>(() => {});

/** Opens the dialog. The function keeps its identity. */
export const useAsk = (): ((question: Question) => void) => useContext(Asking);

export function AskingProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>();
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState('');
  const ask = useCallback((next: Question) => {
    setQuestion(next);
    setOpen(true);
  }, []);
  useEffect(() => {
    if (told === '') return;
    const timer = window.setTimeout(() => setTold(''), TOLD_MS);
    return () => window.clearTimeout(timer);
  }, [told]);
  return (
    <Asking value={ask}>
      {children}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={<Text fw={700}>{question?.title}</Text>} centered>
        {question && <Decision question={question} onLeave={() => setOpen(false)} onTold={setTold} />}
      </Modal>
      <output className="told">{told}</output>
    </Asking>
  );
}

type DecisionProps = {
  readonly question: Question;
  readonly onLeave: () => void;
  readonly onTold: (words: string) => void;
};

function Decision({ question, onLeave, onTold }: DecisionProps) {
  const { body, action, keep = 'Leave as it is', change, isGrave = false, done } = question;
  const { mutate, isPending, error } = useChange();
  const decide = (): void =>
    mutate(change, {
      onSuccess: (answer) => {
        onTold(typeof done === 'string' ? done : done(answer));
        onLeave();
      },
    });
  return (
    <>
      {body}
      {error && (
        <Alert color="red" mt="md" role="alert">
          {failureWords(error)}
        </Alert>
      )}
      <Group justify="flex-end" mt="lg" className="choices">
        <Button variant="default" onClick={onLeave} data-autofocus>
          {keep}
        </Button>
        <Button color={isGrave ? 'red' : 'blue'} loading={isPending} onClick={decide}>
          {action}
        </Button>
      </Group>
    </>
  );
}
