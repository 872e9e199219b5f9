/**
 * Has a person agree to trade real money.
 * Invariant: nothing but the flag, or the words typed at a terminal, is taken for a yes.
 */
import { InvalidInput } from '../domain/index.ts';
import { checkedLines, type Terminal } from './output/index.ts';
import type { CheckedLine, StartMode } from './roots/index.ts';

const FLAG = '--yes-trade-real-money';
const WORDS = 'trade real money';

export type Agreement = {
  readonly terminal: Terminal;
  /** The flag was given. */
  readonly isAgreed: boolean;
  /** Present where stdout holds JSON lines. */
  readonly emit: ((line: object) => void) | undefined;
};

/** @throws InvalidInput when nobody could agree later: said before anything is opened. */
export function checkAgreement(mode: StartMode, { terminal, isAgreed, emit }: Agreement): void {
  if (mode !== 'live') {
    if (isAgreed) throw new InvalidInput(FLAG, mode, '--mode live with it');
    return;
  }
  if (isAgreed || (terminal.ask && !emit)) return;
  throw new InvalidInput('--mode', mode, `${FLAG} with it where nobody can be asked at a terminal`);
}

/** Shows the account; true when the run may go on. */
export async function agree(checked: CheckedLine, { terminal, isAgreed, emit }: Agreement): Promise<boolean> {
  if (emit) emit(checked);
  else for (const line of checkedLines(checked)) terminal.tell(line);
  if (checked.mode !== 'live' || isAgreed) return true;
  const typed = await terminal.ask?.(`Type "${WORDS}" to go on: `);
  return typed?.trim().toLowerCase() === WORDS;
}
