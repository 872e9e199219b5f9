/**
 * One name per contract: the ways in which people and programs write a USDT-M symbol, and the canonical one.
 * Invariant: inside Viper a symbol is base + "USDT", upper case.
 */
import { InvalidInput } from './errors.ts';

/** The most that one run follows: three channels of market data each have to fit on one socket, which takes a thousand. */
export const SYMBOLS_MAX = 200;

const FORMS = /^([A-Z0-9]{1,20}?)(?:USDT(?:_UMCBL)?|\/USDT:USDT)$/;

/**
 * `BTCUSDT_UMCBL`, `BTCUSDT` and `BTC/USDT:USDT` in any case → `BTCUSDT`.
 * @throws InvalidInput when the text has none of these forms; whether the contract is listed is another question.
 */
export function normalizeSymbol(text: string): string {
  const base = FORMS.exec(text.toUpperCase())?.[1];
  if (base === undefined) throw new InvalidInput('symbol', text, 'a USDT-M contract such as BTCUSDT or BTCUSDT_UMCBL');
  return `${base}USDT`;
}
