/**
 * Whether a signal may become a position, with its stop, target and size.
 */
import Type from 'typebox';
import { defineRoute, implement, Problem } from '../../contract/index.ts';
import { AssessmentView } from '../entry-wish.ts';
import { LevelsView, levelsView } from '../protection-levels.ts';
import { judge, SignalBody } from '../signal-wish.ts';

export const validateSignal = defineRoute({
  service: 'live-trading-engine',
  method: 'POST',
  path: '/api/tp-sl-tsl/validate-signal',
  scope: 'read',
  about:
    'What the risk gate says to a market entry with this stop, at the newest price; nothing is sent. 200 also where it ' +
    'would refuse: `approved` is false then, and `rule` names why.',
  body: SignalBody,
  example: { symbol: 'BTCUSDT', side: 'long', leverage: 5 },
  response: Type.Object({
    approved: Type.Boolean(),
    ...AssessmentView.properties,
    protection: LevelsView,
  }),
  errors: [409, 503],
});

export const validateSignalRoute = implement(validateSignal, async ({ body }, { engine, clock }) => {
  const judged = await judge(engine, body, clock.now());
  if (judged instanceof Problem) return judged;
  const { assessment, instrument, levels } = judged;
  return { approved: assessment.allowed, ...assessment, protection: levelsView(instrument, levels) };
});
