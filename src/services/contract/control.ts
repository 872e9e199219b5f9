/**
 * The kill switch and the pause: the same three commands, offered by the trading engine and by the dashboard.
 * Invariant: a control goes through `EngineApi.command` like any order, and so through the journal.
 */
import Type from 'typebox';
import { NoBody } from './fields.ts';
import { type Implementation, implement } from './implement.ts';
import { refusal } from './problem.ts';
import { defineRoute } from './route.ts';
import type { RouteScope } from './scope.ts';
import type { ServiceName } from './service-name.ts';

export type Control = 'kill' | 'pause' | 'resume';

const ABOUT: Readonly<Record<Control, string>> = {
  kill: 'Cancels every entry order, closes every position at market, and pauses.',
  pause: 'Makes no entry until resumed; stops and targets stay at the exchange.',
  resume: 'Lets entries be made again.',
};

const SCOPE: Readonly<Record<Control, RouteScope>> = { kill: 'admin', pause: 'trade', resume: 'trade' };

export const defineControl = (service: ServiceName, control: Control) =>
  defineRoute({
    service,
    method: 'POST',
    path: `/api/${control}`,
    scope: SCOPE[control],
    about: ABOUT[control],
    body: NoBody,
    response: Type.Object({
      action: Type.Enum(['kill', 'pause', 'resume']),
      state: Type.String(),
      details: Type.Record(Type.String(), Type.Unknown()),
      timestamp: Type.Number(),
    }),
    errors: [409, 422, 503, 504],
  });

type ControlRoute = Omit<ReturnType<typeof defineControl>, 'path'> & { readonly path: `/${string}` };

export const implementControl = (route: ControlRoute, control: Control): Implementation =>
  implement(route, async (_input, { engine, clock, requestId }) => {
    const reply = await engine.command({ kind: control }, requestId);
    if (!reply.ok) return refusal(reply);
    return { action: control, state: engine.status().state, details: { ...reply.details }, timestamp: clock.now() };
  });
