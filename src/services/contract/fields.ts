/**
 * Fields that several routes share. A description is both the document's and the error's text: it reads after "expected".
 */
import Type from 'typebox';

export const SymbolField = Type.String({
  minLength: 1,
  maxLength: 40,
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

export const countOf = (text: string | undefined, fallback: number): number =>
  text === undefined ? fallback : Number(text);

export const HealthStatus = Type.Enum(['healthy', 'unhealthy']);

/** 503 tells a supervisor or load balancer what `status` tells a person. */
export const healthCode = (health: { readonly status: 'healthy' | 'unhealthy' }): number =>
  health.status === 'healthy' ? 200 : 503;
