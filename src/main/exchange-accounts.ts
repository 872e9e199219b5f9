/**
 * The accounts that an embedded exchange is started with: so many of each family, or a file that names each.
 */
import { readFileSync } from 'node:fs';
import type { ExchangeRequest } from '../cli/index.ts';
import { InvalidInput } from '../domain/index.ts';
import { accountFrom, type PaperAccount } from '../paper-exchange/server/index.ts';

const FAMILIES = ['classic', 'unified'] as const;

const ACCOUNTS_ALLOWED =
  'classic:<count>, unified:<count> or both, such as classic:1,unified:1; counts from 1 to 99, each family once';

type Wish = Pick<ExchangeRequest, 'accounts' | 'balance'> &
  Partial<Pick<ExchangeRequest, 'accountsFile' | 'positionMode' | 'leverage'>>;

/** Classic ones first. @throws InvalidInput naming the option, or the place in the file, that is not allowed. */
export function accountsOf(wish: Wish): readonly PaperAccount[] {
  return wish.accountsFile === undefined ? countedAccounts(wish) : readAccounts(wish.accountsFile, wish);
}

function countedAccounts(wish: Wish): readonly PaperAccount[] {
  const counts = new Map<string, number>();
  for (const part of wish.accounts.split(',')) {
    const match = /^(classic|unified):([1-9]\d?)$/.exec(part);
    if (!match || counts.has(match[1] as string)) throw new InvalidInput('--accounts', wish.accounts, ACCOUNTS_ALLOWED);
    counts.set(match[1] as string, Number(match[2]));
  }
  return FAMILIES.flatMap((family) =>
    Array.from({ length: counts.get(family) ?? 0 }, (_, index) =>
      accountFrom({ ...standardsOf(wish), name: `${family}-${index + 1}`, family }),
    ),
  );
}

/** A list of accounts in JSON; the command line's options hold where one says nothing. */
function readAccounts(file: string, wish: Wish): readonly PaperAccount[] {
  const allowed = 'a file with a list of accounts in JSON, such as [{"name":"a","family":"classic"}]';
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new InvalidInput('--accounts-file', file, allowed, cause);
  }
  if (!Array.isArray(given) || given.length === 0) throw new InvalidInput('--accounts-file', file, allowed);
  return given.map((account: object, index) => {
    try {
      return accountFrom({ ...standardsOf(wish), ...account });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      throw new InvalidInput(`--accounts-file, account ${index + 1}`, file, error.message, error);
    }
  });
}

const standardsOf = ({ balance, positionMode, leverage }: Wish) => ({
  balance,
  ...(positionMode !== undefined && { positionMode }),
  ...(leverage !== undefined && { leverage }),
});
