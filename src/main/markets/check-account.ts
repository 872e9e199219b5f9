/**
 * Looks at an account before anything is sent to it.
 * Invariant: asks only; what would make the first order fail is said here instead.
 */
import type { AccountFacts } from '../../cli/index.ts';
import { formatMoney, formatSize, type Instrument, InvalidInput, TradingError } from '../../domain/index.ts';
import type { Venue } from '../../ports/index.ts';

/**
 * @throws InvalidInput for a symbol that is not open for trading; TradingError where the account's position mode would have
 * to change and cannot.
 */
export async function checkAccount(
  venue: Venue,
  symbols: readonly string[],
): Promise<Omit<AccountFacts, 'host' | 'clockOffsetMs'>> {
  const instruments = new Map((await venue.instruments(symbols)).map((listed) => [listed.symbol, listed]));
  for (const { symbol, status } of instruments.values())
    if (status !== 'normal')
      throw new InvalidInput('--symbols', symbol, `symbols that are open for trading; this one is ${status}`);
  const { balance, available, positionMode } = await venue.account();
  const positions = await venue.positions();
  const openOrders = (await venue.openOrders()).length;
  if (positionMode !== 'hedge' && (positions.length > 0 || openOrders > 0)) {
    const message =
      'the account is in one-way mode and holds positions or orders, so that the exchange does not let it change; Viper trades in hedge mode: close them, or set the mode';
    throw new TradingError('position-mode', message, { details: { positions: positions.length, openOrders } });
  }
  return {
    balance: formatMoney(balance),
    available: formatMoney(available),
    positionMode,
    positions: positions.map(
      ({ symbol, positionSide, size }) => `${symbol} ${positionSide} ${sizeText(instruments.get(symbol), size)}`,
    ),
    openOrders,
  };
}

/** Of a symbol that is not traded only the side is told. */
const sizeText = (instrument: Instrument | undefined, size: Parameters<typeof formatSize>[1]): string =>
  instrument ? formatSize(instrument, size) : '(not traded here)';
