/**
 * Fields that several routes share. A description is both the document's and the error's text: it reads after "expected".
 */
import Type from 'typebox';

export const SymbolField = Type.String({
  minLength: 1,
  maxLength: 40,
  examples: ['BTCUSDT'],
  description: 'a USDT-M contract such as BTCUSDT or BTCUSDT_UMCBL',
});

export const SymbolParams = Type.Object({ symbol: SymbolField }, { additionalProperties: false });

export const SymbolQuery = Type.Object({ symbol: Type.Optional(SymbolField) }, { additionalProperties: false });

/** For a POST that needs no input: nothing, or `{}`. */
export const NoBody = Type.Object({}, { additionalProperties: false });

export const CountField = Type.String({
  pattern: '^([1-9]\\d{0,2}|[1-4]\\d{3}|5000)$',
  description: 'a count from 1 to 5000',
});

export const SequenceField = Type.String({ pattern: '^\\d{1,15}$', description: 'a sequence number of the journal' });

/** A count in a query, from 1 to `max`, which is at most 999. */
export const countUpTo = (max: number) =>
  Type.String({ pattern: upTo(max), description: `a count from 1 to ${max}`, examples: ['5'] });

/** The decimal numbers from 1 to `max`, for `max` below 1000. */
function upTo(max: number): string {
  const text = String(max);
  const shorter = text.length === 1 ? [] : [`[1-9]\\d{0,${text.length - 2}}`];
  const same = [...text].flatMap((digit, i) => {
    const least = i === 0 ? 1 : 0;
    if (Number(digit) <= least) return [];
    const rest = text.length - i - 1;
    return [`${text.slice(0, i)}[${least}-${Number(digit) - 1}]${rest === 0 ? '' : `\\d{${rest}}`}`];
  });
  return `^(${[...shorter, ...same, text].join('|')})$`;
}

export const countOf = (text: string | undefined, fallback: number): number =>
  text === undefined ? fallback : Number(text);

export const HealthStatus = Type.Enum(['healthy', 'unhealthy']);

/** 503 tells a supervisor or load balancer what `status` tells a person. */
export const healthCode = (health: { readonly status: 'healthy' | 'unhealthy' }): number =>
  health.status === 'healthy' ? 200 : 503;
