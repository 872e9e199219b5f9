/**
 * Variables from the sealed file of secrets, once it was opened.
 * Invariant: held in memory alone, never put into the environment that child processes inherit; a variable that is set wins.
 */
let stored: ReadonlyMap<string, string> | undefined;

/** @param values by variable; undefined: the file is closed again. */
export function useStoredSecrets(values: ReadonlyMap<string, string> | undefined): void {
  stored = values;
}

export const storedSecret = (name: string): string | undefined => stored?.get(name);

/** By variable; none while the file is closed. */
export const storedSecrets = (): Readonly<Record<string, string>> => Object.fromEntries(stored ?? []);

export const areSecretsOpen = (): boolean => stored !== undefined;
