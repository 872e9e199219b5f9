/**
 * Composition root of `viper config` and `viper init`: the environment and the `.env` of the working directory.
 * Invariant: secrets go into the file and nowhere else.
 */
import {
  checkEnvironment,
  definitions,
  type EnvFile,
  effectiveConfig,
  envText,
  problemsOf,
  readEnvFile,
  storedSecrets,
  writeEnvFile,
} from '../adapters/config/index.ts';
import type { ConfigReport, ConfigRoots } from '../cli/index.ts';

/** @param file as it was read at the start. @param options.fromFile the names that it set. */
export function configRoots(
  file: EnvFile | undefined,
  { fromFile, folder }: { readonly fromFile: ReadonlySet<string>; readonly folder?: string },
): ConfigRoots {
  const names = Object.keys(file?.values ?? {});
  return {
    check: () => checkEnvironment(undefined, names),
    report: (): ConfigReport => ({
      file: file?.path ?? null,
      isOpenToOthers: file?.isOpenToOthers ?? false,
      variables: effectiveConfig(fromFile),
      unread: names.filter((name) => definitions.every((known) => known.name !== name)),
      problems: problemsOf(undefined, names).map(({ message }) => message),
    }),
    present: () => given(readEnvFile(folder)?.values),
    problems: (values) => problemsOf(values, Object.keys(values)).map(({ message }) => message),
    problemsOfFile: (values) => {
      const missing = Object.entries(storedSecrets()).filter(([name]) => values[name] === undefined);
      return problemsOf({ ...values, ...Object.fromEntries(missing) }, Object.keys(values)).map(
        ({ message }) => message,
      );
    },
    usualName: (name) => definitions.find((known) => known.name === name)?.aliasOf ?? name,
    write: (values) => writeEnvFile(envText(values), folder),
  };
}

const given = (values: EnvFile['values'] | undefined): Record<string, string> | undefined =>
  values &&
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
