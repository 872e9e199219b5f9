/**
 * A command of the exchange's staff, carried out, committed and told like any other.
 */
import { InvalidInput } from '../../../domain/index.ts';
import type { AdminCommand, PaperExchange } from '../../core/index.ts';
import type { Desk } from '../desk.ts';
import { AdminRefusal } from './operation.ts';

/** @throws AdminRefusal 409 with the core's code. */
export function administer(desk: Desk, command: AdminCommand): void {
  const result = desk.command((exchange, at) => exchange.administer(command, at));
  if (result.ok) return;
  const details = Object.entries(result.details).map(([name, value]) => `${name} ${String(value)}`);
  throw new AdminRefusal(409, result.code, [`the exchange refuses: ${result.code}`, ...details].join(', '));
}

/** @throws InvalidInput when there is no such account. */
export function knownAccount({ accountNames }: PaperExchange, name: string | undefined): string {
  if (name === undefined || !accountNames.includes(name))
    throw new InvalidInput('account', name, `one of ${accountNames.join(', ')}`);
  return name;
}

/** @throws InvalidInput when the symbol is not listed. */
export function knownSymbol({ instruments }: PaperExchange, symbol: string | undefined): string {
  const known = instruments.map((instrument) => instrument.symbol);
  if (symbol === undefined || !known.includes(symbol))
    throw new InvalidInput('symbol', symbol, `one of ${known.join(', ')}`);
  return symbol;
}
