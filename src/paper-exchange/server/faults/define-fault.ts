/**
 * What a kind of fault is: the schema of its rules, and what it does to a request, a push, the exchange as a whole, or
 * its core.
 * Invariant: a fault decides by its rule and the rule's own random stream alone.
 */
import type { Static, TObject } from 'typebox';
import type { CommandAnswer, CoreOutput, PaperExchange } from '../../core/index.ts';
import type { AccountFamily } from '../options.ts';
import type { FaultRule } from './rule.ts';

/** In [0, 1), from the rule's own stream. */
export type Draw = () => number;

export type Answer = { readonly status: number; readonly contentType: string; readonly body: string };

/** What is sent in place of the truth; `cut` breaks the connection off, after half of the truth where there is one. */
export type ForgedAnswer = Answer | { readonly cut: true; readonly truth?: Answer };

export type ForgeContext = {
  /** Undefined where the request is not carried out. */
  readonly truth: Answer | undefined;
  /** Epoch ms, as the exchange tells it. */
  readonly now: number;
  readonly family: AccountFamily;
};

/** What faults do to one request. */
export type RequestTurn = {
  /** Real ms before the request is carried out. */
  readonly waitMs?: number;
  /** Real ms between the effect and the answer. */
  readonly holdMs?: number;
  readonly forge?: (context: ForgeContext) => ForgedAnswer;
  /** Whether a request with a forged answer is carried out. */
  readonly hasEffect?: boolean;
};

/** What faults do to one push on one connection. */
export type MessageTurn = {
  readonly isDropped?: boolean;
  readonly isTwice?: boolean;
  /** Sent after the next push of the connection. */
  readonly isSwapped?: boolean;
  readonly isCut?: boolean;
  /** Real ms that it, and what is behind it, waits. */
  readonly delayMs?: number;
};

/** What an event caused; `refusal` where the exchange could not do it, such as a liquidation of no position. */
export type EventTurn = { readonly outputs: readonly CoreOutput[]; readonly refusal?: string };

export const administered = ({ result, outputs }: CommandAnswer): EventTurn =>
  result.ok ? { outputs } : { outputs, refusal: result.code };

type Push = { readonly channel: string; readonly frame: string };

type Acts<Rule> = {
  readonly request: { readonly act: (rule: Rule, draw: Draw) => RequestTurn };
  readonly message: {
    /** Which of the matching pushes it can concern. */
    readonly concerns: (push: Push) => boolean;
    readonly act: (rule: Rule, draw: Draw) => MessageTurn;
  };
  readonly standing: {
    /** Added to the time that the exchange tells, and checks signatures by. */
    readonly skewMs: (rule: Rule) => number;
    /** Every call is refused and no socket stays. */
    readonly isClosed: boolean;
  };
  readonly event: { readonly run: (rule: Rule, exchange: PaperExchange, at: number) => EventTurn };
};

export type Plane = keyof Acts<FaultRule>;

type Definition<P extends Plane, Schema extends TObject, Rule> = {
  readonly plane: P;
  readonly kind: string;
  /** One line for the reference. */
  readonly summary: string;
  readonly schema: Schema;
  /** What the schema cannot say. @throws InvalidInput */
  readonly check?: (rule: Rule) => void;
} & Acts<Rule>[P];

/** A kind, where its rules have passed its own schema. */
export type Fault<P extends Plane = Plane> = P extends Plane ? Definition<P, TObject, FaultRule> : never;

/** The schema gives the rule its type; outside, a rule goes only to the kind whose schema it has passed. */
export const defineFault = <P extends Plane, Schema extends TObject>(
  definition: Definition<P, Schema, Static<Schema>>,
): Fault<P> => definition as unknown as Fault<P>;
