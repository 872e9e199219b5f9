/**
 * How long something takes: a distribution, given as JSON and drawn from seeded uniforms.
 * Invariant: never below 0 and never above `DELAY_MAX_MS`.
 */
import { type Static, type TSchema, Type } from 'typebox';
import { validator } from '../../../bitget/protocol/index.ts';
import { InvalidInput } from '../../../domain/index.ts';
import type { Draw } from './define-fault.ts';

export const DELAY_MAX_MS = 600_000;

const CLOSED = { additionalProperties: false } as const;
const ms = () => Type.Number({ minimum: 0, maximum: DELAY_MAX_MS });

const SHAPES = {
  fixed: Type.Object({ shape: Type.Literal('fixed'), ms: ms() }, CLOSED),
  uniform: Type.Object({ shape: Type.Literal('uniform'), lowMs: ms(), highMs: ms() }, CLOSED),
  lognormal: Type.Object(
    { shape: Type.Literal('lognormal'), medianMs: ms(), sigma: Type.Number({ minimum: 0, maximum: 5 }) },
    CLOSED,
  ),
  pareto: Type.Object(
    { shape: Type.Literal('pareto'), lowMs: ms(), alpha: Type.Number({ exclusiveMinimum: 0, maximum: 100 }) },
    CLOSED,
  ),
} satisfies Record<string, TSchema>;

type Shapes = { readonly [Shape in keyof typeof SHAPES]: Static<(typeof SHAPES)[Shape]> };
type Shape = keyof Shapes;

/** The field of a rule; `checkDelay` looks at the rest of it. */
export const Delay = Type.Object(
  { shape: Type.Unsafe<Shape>(Type.String()) },
  {
    description:
      'real ms: `{"shape":"fixed","ms"}`, `{"shape":"uniform","lowMs","highMs"}`, `{"shape":"lognormal","medianMs","sigma"}` or `{"shape":"pareto","lowMs","alpha"}`',
  },
);

export type Delay = Static<typeof Delay>;

/** @throws InvalidInput naming the wrong field of `delay`. */
export function checkDelay(delay: Delay): void {
  const schema = Object.hasOwn(SHAPES, delay.shape) ? SHAPES[delay.shape] : undefined;
  if (!schema) throw new InvalidInput('fault/delay/shape', delay.shape, Object.keys(SHAPES).join(' | '));
  validator(schema as TSchema, 'fault/delay').decode(delay);
  const range = delay as { lowMs?: number; highMs?: number };
  if (range.highMs !== undefined && range.highMs < (range.lowMs ?? 0))
    throw new InvalidInput('fault/delay/highMs', range.highMs, `at least lowMs, which is ${range.lowMs}`);
}

const DRAWN: { readonly [S in Shape]: (delay: Shapes[S], draw: Draw) => number } = {
  fixed: (delay) => delay.ms,
  uniform: ({ lowMs, highMs }, draw) => lowMs + draw() * (highMs - lowMs),
  lognormal: ({ medianMs, sigma }, draw) => medianMs * Math.exp(sigma * normal(draw)),
  pareto: ({ lowMs, alpha }, draw) => lowMs / (1 - draw()) ** (1 / alpha),
};

/** Of a delay that `checkDelay` let pass; whole ms. */
export function drawDelayMs(delay: Delay, draw: Draw): number {
  const drawn = DRAWN[delay.shape] as (given: Delay, draw: Draw) => number;
  return Math.round(Math.min(DELAY_MAX_MS, drawn(delay, draw)));
}

/** Box and Muller. */
const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
