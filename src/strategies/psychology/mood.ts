/**
 * A trader's mood, read from the last trades: confidence, and whether losses frighten or wins tempt.
 * Invariant: a pure function of finished trades; no chance, no clock.
 */
import type { TraderView } from '../../kernel/index.ts';

export type Mood = {
  /** 0 to 1; 0.5 before any trade. */
  readonly confidence: number;
  readonly state: 'neutral' | 'greedy' | 'fearful';
};

const CONFIDENCE_FIRST = 0.5;
/** What a win adds and a loss takes. */
const CONFIDENCE_STEP = 0.1;
const WINS_GREEDY = 3;
const LOSSES_FEARFUL = 2;

/** A trade without profit counts as a loss. */
export function moodOf(closed: TraderView['closed']): Mood {
  let confidence = CONFIDENCE_FIRST;
  let streak = 0;
  for (const { isWin } of closed) {
    confidence = Math.max(0, Math.min(1, confidence + (isWin ? CONFIDENCE_STEP : -CONFIDENCE_STEP)));
    streak = isWin ? Math.max(0, streak) + 1 : Math.min(0, streak) - 1;
  }
  const state = streak >= WINS_GREEDY ? 'greedy' : streak <= -LOSSES_FEARFUL ? 'fearful' : 'neutral';
  return { confidence, state };
}
