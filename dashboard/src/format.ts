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

export const signOf = (text: string): 'up' | 'down' | 'flat' => {
  const value = Number(text);
  return value > 0 ? 'up' : value < 0 ? 'down' : 'flat';
};

/** 14:03:07, UTC. */
export const formatTime = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** 2025-01-15 14:03:07, UTC. */
export const formatMoment = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}
