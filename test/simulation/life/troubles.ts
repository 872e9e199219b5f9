/**
 * What befalls a run from second to second: faults, a person's commands, a stranger's deeds.
 * Invariant: chance decides all of it, by the terms of the life.
 */
import { lots } from '../../../src/domain/index.ts';
import type { EngineRun } from './engine-run.ts';
import { strangersDeed } from './stranger.ts';
import { wishOf } from './wishes.ts';
import type { World } from './world.ts';

/** One second of it. `run`: the engine of the moment, if there is one. */
export function befall(world: World, run: EngineRun | undefined): void {
  const { chance, terms } = world;
  strike(world, run);
  if (chance.hits(terms.strangers)) meetStranger(world);
  if (run?.isLive && chance.hits(terms.commands)) wish(world, run);
}

/** In some lives the last word is the kill switch, while an entry is on its way. */
export function lastWords({ chance, hands, terms }: World, { engine }: EngineRun): void {
  if (!chance.hits(300)) return;
  const { marginMode } = terms.session;
  const rest = { price: undefined, stopLoss: undefined, takeProfit: undefined, timeInForce: 'ioc' } as const;
  const order = { kind: 'open-position', type: 'market', size: lots(10), marginMode, leverage: 5, ...rest } as const;
  for (const symbol of engine.kernel.state.config?.symbols ?? [])
    hands.ask(engine, { ...order, symbol, positionSide: chance.pick(['long', 'short']) });
  hands.ask(engine, { kind: 'kill' });
}

function strike({ network, timeline, chance }: World, run: EngineRun | undefined): void {
  if (!network.isDown && network.hits('outages')) {
    network.isDown = true;
    run?.stream.cut();
    timeline.after(chance.between(2_000, 40_000), () => {
      if (network.isDown) network.isDown = false;
    });
  }
  if (!run) return;
  if (network.hits('cuts')) run.stream.cut();
  if (network.hits('silences')) run.feed.silence(chance.between(1_000, 150_000));
  if (network.hits('crashes')) run.crash('at once');
  else if (run.isLive && network.hits('stops')) void run.stop();
}

function wish({ chance, market, hands }: World, { engine }: EngineRun): void {
  const command = wishOf({ chance, market, state: engine.kernel.state });
  if (command) hands.ask(engine, command);
}

function meetStranger(world: World): void {
  const { chance, exchange, market, timeline, story } = world;
  const deed = strangersDeed({ chance, exchange, market, at: timeline.now });
  if (!deed || deed.outputs.length === 0) return;
  story.tell(`somebody ${deed.what}`);
  world.onOutputs(deed.outputs);
}
