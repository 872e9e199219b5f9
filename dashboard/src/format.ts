/**
 * Numbers and times as people read them. Exact decimal text goes in as text, so that nothing is lost on the way.
 */
const formatterOf = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat('en-US', options);

const amount = formatterOf({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = formatterOf({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });
const fine = formatterOf({ minimumFractionDigits: 2, maximumFractionDigits: 4 });
const percent = formatterOf({
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const plain = formatterOf({ maximumFractionDigits: 12 });

type DecimalText = Intl.StringNumericLiteral;

/** USDT with two decimals. */
export const formatAmount = (text: string): string => amount.format(text as DecimalText);

/** USDT with two decimals and its sign: profit and loss. */
export const formatSigned = (text: string): string => signed.format(text as DecimalText);

/** USDT with up to four decimals: fees. */
export const formatFine = (text: string): string => fine.format(text as DecimalText);

const withDecimals = Array.from({ length: 13 }, (_, decimals) =>
  formatterOf({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
);

/** With separators and so many decimals; as it is when they are not known. */
export const formatDecimals = (text: string, decimals: number | undefined): string =>
  (decimals === undefined ? plain : (withDecimals[decimals] ?? plain)).format(text as DecimalText);

export const formatPrice = (value: number, decimals: number): string => (withDecimals[decimals] ?? plain).format(value);

export const formatPercent = (share: number): string => percent.format(share);

/** A share as decimal text in percent, exactly: 0.005 is 0.5 %. */
export const formatShare = (share: string): string => `${shifted(share, 2)} %`;

/** Percent as a person writes it, as the decimal text of a share; undefined for what is no number above 0. */
export function shareOf(percentText: string): string | undefined {
  const text = percentText.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0 ? shifted(text, -2) : undefined;
}

/** Moves the decimal point, in text, so that no digit changes. */
function shifted(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const room = '0'.repeat(Math.abs(places));
  const digits = `${room}${whole}${fraction}${room}`;
  const point = room.length + whole.length + places;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const after = digits.slice(point).replace(/0+$/, '');
  return after === '' ? before : `${before}.${after}`;
}

export const signOf = (text: string): 'up' | 'down' | 'flat' => {
  const value = Number(text);
  return value > 0 ? 'up' : value < 0 ? 'down' : 'flat';
};

/** 14:03:07, UTC. */
export const formatTime = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** 2025-01-15 14:03:07, UTC. */
export const formatMoment = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const DAY_MS = 86_400_000;

/** UTC days since 1970. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** 01-15, UTC. */
export const formatDay = (at: number): string => new Date(at).toISOString().slice(5, 10);

export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}
