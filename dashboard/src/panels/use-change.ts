/**
 * Sends a change, once per decision: a repeat after a lost answer carries the same key.
 */
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { KEYS } from '../api.ts';
import { type Answer, type Change, send } from '../changes.ts';
import { isUnknown } from '../words.ts';

/** What a change may alter and no stream tells at once. */
const ALTERED = [KEYS.overview, KEYS.strategies, KEYS.limits];

/** Of changes whose answer was lost, by what they are; they outlive the dialog. */
const keys = new Map<string, string>();

export function useChange(): UseMutationResult<Answer, Error, Change> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => {
      const text = JSON.stringify(change);
      const key = keys.get(text) ?? crypto.randomUUID();
      keys.set(text, key);
      return send(change, key);
    },
    onSettled: (_answer, error, change) => {
      if (error === null || !isUnknown(error)) keys.delete(JSON.stringify(change));
      return Promise.all(ALTERED.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
