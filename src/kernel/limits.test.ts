import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../test/support/instruments.ts';
import { type KernelRun, notices, of, started } from '../../test/support/kernel-run.ts';
import { signalByName } from '../../test/support/signal-strategy.ts';
import { type Command, money, type RiskLimits } from '../domain/index.ts';
import type { Reply } from './effects.ts';
import { Kernel } from './index.ts';
import { limitsOf } from './state.ts';

const risk: RiskLimits = { ...sessionOf().risk, positionsMax: 10 };

const ask = (run: KernelRun, command: Command): Reply | undefined =>
  of(run.command(command, `r${run.at}`), 'reply')[0]?.reply;

const tighten = (run: KernelRun, limits: Partial<RiskLimits>) => ask(run, { kind: 'tighten-limits', limits });
const loosen = (run: KernelRun, limits?: readonly 'positionsMax'[]) => ask(run, { kind: 'loosen-limits', limits });

const inForce = ({ kernel }: { kernel: Kernel }) => limitsOf(kernel.state);

describe('limits by hand', () => {
  it('become tighter, and never looser by tightening', () => {
    const run = started({ risk });
    expect(tighten(run, { positionsMax: 3, dailyLossMax: money('500') })).toMatchObject({ ok: true });
    expect(inForce(run)).toEqual({ ...risk, positionsMax: 3, dailyLossMax: money('500') });
    expect(tighten(run, { positionsMax: 4 })).toMatchObject({ ok: false, rule: 'limits-only-tighten' });
    expect(tighten(run, { dailyLossMax: money('500.5') })).toMatchObject({
      details: { limit: 'dailyLossMax', now: '500', wanted: '500.5' },
    });
    expect(tighten(run, { leverageMax: 2, positionsMax: 4 })).toMatchObject({ ok: false });
    expect(inForce(run)).toMatchObject({ positionsMax: 3, leverageMax: risk.leverageMax });
  });

  it('hold in the gate', () => {
    const run = started({ risk });
    tighten(run, { leverageMax: 1 });
    expect(notices(run.candle(100_000, 1))).not.toContain('entry-refused');
    expect(run.kernel.state.orders.find('BTCUSDT', 'open')?.request.leverage).toBe(1);
  });

  it('hold over a restart, and the person is told', () => {
    const run = started({ risk });
    tighten(run, { positionsMax: 3 });
    const restarted = new Kernel(signalByName);
    restarted.load(run.kernel.save());
    expect(restarted.stateHash()).toBe(run.kernel.stateHash());
    expect(inForce({ kernel: restarted }).positionsMax).toBe(3);
    expect(notices(run.session({ risk }))).toContain('limits-still-tight');
    expect(inForce(run).positionsMax).toBe(3);
  });

  it('give way to what is configured tighter since, and come back with it', () => {
    const run = started({ risk });
    tighten(run, { positionsMax: 3 });
    run.session({ risk: { ...risk, positionsMax: 2 } });
    expect(inForce(run).positionsMax).toBe(2);
    run.session({ risk });
    expect(inForce(run).positionsMax).toBe(3);
  });

  it('are loosened on purpose, one or all, to what is configured and no further', () => {
    const run = started({ risk });
    tighten(run, { positionsMax: 3, leverageMax: 2 });
    expect(loosen(run, ['positionsMax'])).toEqual({ ok: true, details: { changed: 1 } });
    expect(inForce(run)).toEqual({ ...risk, leverageMax: 2 });
    expect(loosen(run)).toEqual({ ok: true, details: { changed: 1 } });
    expect(inForce(run)).toEqual(risk);
    expect(loosen(run)).toEqual({ ok: true, details: { changed: 0 } });
    expect(notices(run.session({ risk }))).not.toContain('limits-still-tight');
  });
});
