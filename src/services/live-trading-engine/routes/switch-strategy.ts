/**
 * Switches one strategy on or off. Off, it makes no entries and goes on guarding what it has.
 */
import Type from 'typebox';
import { defineRoute, implement, NoBody, notFound, refusal } from '../../contract/index.ts';
import { StrategyView, viewStrategy } from './get-strategies.ts';

type Switch = 'enable' | 'disable';

const ABOUT: Readonly<Record<Switch, string>> = {
  enable: 'Lets the strategy enter again.',
  disable: 'The strategy makes no entries; its positions keep their stops and are guarded on. Kept over a restart.',
};

const NameParams = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9-]{1,40}$',
      description: 'a name of GET /api/strategies',
      examples: ['strategic'],
    }),
  },
  { additionalProperties: false },
);

const defineSwitch = (to: Switch) =>
  defineRoute({
    service: 'live-trading-engine',
    method: 'POST',
    path: `/api/strategies/:name/${to}`,
    scope: 'trade',
    about: ABOUT[to],
    params: NameParams,
    body: NoBody,
    response: StrategyView,
    errors: [404, 409, 422, 503, 504],
  });

const implementSwitch = (route: ReturnType<typeof defineSwitch>, to: Switch) =>
  implement(route, async ({ params: { name } }, { engine, requestId }) => {
    const rowOf = () => engine.strategies().find((row) => row.name === name);
    if (rowOf() === undefined)
      return notFound(
        'name',
        name,
        engine
          .strategies()
          .map((row) => row.name)
          .join(', '),
      );
    const reply = await engine.command({ kind: 'switch-strategy', name, isOn: to === 'enable' }, requestId);
    if (!reply.ok) return refusal(reply);
    const row = rowOf();
    return row === undefined ? notFound('name', name, 'a strategy of this run') : viewStrategy(row);
  });

export const enableStrategy = defineSwitch('enable');
export const disableStrategy = defineSwitch('disable');

export const enableStrategyRoute = implementSwitch(enableStrategy, 'enable');
export const disableStrategyRoute = implementSwitch(disableStrategy, 'disable');
