/**
 * Variables with secrets in a file that is sealed with a passphrase: in place of plain lines in `.env`.
 * Invariant: a value is on disk in sealed form alone; the file is replaced as a whole or left as it is.
 */
import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { TradingError, validatorOf } from '../../domain/index.ts';
import { replaceFile } from './replace-file.ts';
import { seal, unseal } from './seal.ts';

const ContentSchema = Type.Record(Type.String(), Type.Object({ value: Type.String(), setAt: Type.Integer() }));
const wrongIn = validatorOf(ContentSchema);

export type StoredSecrets = Static<typeof ContentSchema>;

export type SecretStoreOptions = {
  readonly path: string;
  /** Epoch ms of the wall clock. */
  readonly now: () => number;
  /** Of scrypt, as a power of 2. */
  readonly cost?: number | undefined;
};

export type SecretStore = {
  /** Undefined where there is no file. @throws TradingError `passphrase-wrong` or `secrets-changed`. */
  read(passphrase: string): StoredSecrets | undefined;
  set(name: string, value: string, passphrase: string): void;
  /** @returns false where it is not stored. */
  remove(name: string, passphrase: string): boolean;
  /** Seals all of it anew with another passphrase. @returns how many values there are; undefined where there is no file. */
  changePassphrase(from: string, to: string): number | undefined;
};

export function secretStore({ path, now, cost }: SecretStoreOptions): SecretStore {
  const read = (passphrase: string): StoredSecrets | undefined => {
    const file = textOf(path);
    return file === undefined ? undefined : contentOf(unseal(file, passphrase));
  };
  const change = (passphrase: string, edit: (stored: StoredSecrets) => StoredSecrets): void =>
    replaceFile(path, () => seal(JSON.stringify(edit(read(passphrase) ?? {})), passphrase, cost));
  return {
    read,
    set: (name, value, passphrase) => change(passphrase, (stored) => ({ ...stored, [name]: { value, setAt: now() } })),
    remove(name, passphrase) {
      if (!Object.hasOwn(read(passphrase) ?? {}, name)) return false;
      change(passphrase, ({ [name]: _removed, ...others }) => others);
      return true;
    },
    changePassphrase(from, to) {
      if (textOf(path) === undefined) return undefined;
      let count = 0;
      replaceFile(path, () => {
        const stored = read(from) ?? {};
        count = Object.keys(stored).length;
        return resealed(JSON.stringify(stored), to, cost);
      });
      return count;
    },
  };
}

/** What cannot be opened again must not take the place of what can. */
function resealed(text: string, passphrase: string, cost: number | undefined): string {
  const sealed = seal(text, passphrase, cost);
  if (unseal(sealed, passphrase) === text) return sealed;
  throw new TradingError('secrets-changed', 'what was sealed anew does not open; the file is as it was');
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new TradingError('secrets-unreadable', `the file of secrets ${path} cannot be read (${String(code)})`, {
      cause,
    });
  }
}

function contentOf(text: string): StoredSecrets {
  const value: unknown = JSON.parse(text);
  if (!wrongIn(value)) return value as StoredSecrets;
  throw new TradingError('secrets-changed', 'the file of secrets was written by another version');
}
