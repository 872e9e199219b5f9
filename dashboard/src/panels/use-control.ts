/**
 * Sends a control, once per decision: a repeat after a lost answer carries the same key.
 */
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Control, control, isUnknown, KEYS } from '../api.ts';

export function useControl(action: Control): UseMutationResult<unknown, Error, void> {
  const queries = useQueryClient();
  const key = useRef<string>(undefined);
  return useMutation({
    mutationFn: () => {
      key.current ??= crypto.randomUUID();
      return control(action, key.current);
    },
    onSuccess: () => {
      key.current = undefined;
    },
    onError: (error) => {
      if (!isUnknown(error)) key.current = undefined;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.overview }),
  });
}

/** What to tell a person about a control that failed. */
export const failureWords = (error: Error): string =>
  isUnknown(error)
    ? `It is not known whether the engine has received this (${error.message}). Press again to make sure: a repeat does no harm.`
    : `Not done: ${error.message}`;
