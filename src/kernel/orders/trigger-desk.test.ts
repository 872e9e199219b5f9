import { describe, expect, it } from 'vitest';
import { triggerOf, triggerReportOf } from '../../../test/support/orders.ts';
import { type TriggerStatus, ticks } from '../../domain/index.ts';
import { TriggerDesk } from './trigger-desk.ts';

const stop = triggerOf();
const live = triggerReportOf(stop);
/** The venue's own, made from the preset of an order. */
const preset = triggerReportOf(triggerOf({ clientOid: '' }), { triggerId: 'preset' });

const idsOf = (desk: TriggerDesk): string[] =>
  desk.openOf('BTCUSDT', 'long').map(({ triggerId, status }) => `${triggerId || 'unnamed'} ${status}`);

describe('the trigger desk', () => {
  it('follows one of ours from the send to its end', () => {
    const desk = new TriggerDesk();
    desk.add(stop, 1_000);
    expect(idsOf(desk)).toEqual(['unnamed pending']);
    desk.applyReport(live, 2_000);
    expect(idsOf(desk)).toEqual(['id-test-s1 live']);
    expect(desk.applyReport({ ...live, status: 'triggered' }, 3_000)?.status).toBe('triggered');
    expect(idsOf(desk)).toEqual([]);
  });

  it('learns of a preset from the venue, whose word carries no name of ours', () => {
    const desk = new TriggerDesk();
    expect(desk.applyReport(preset, 1_000)?.request.clientOid).toBe('');
    desk.applyReport({ ...preset, triggerPrice: ticks(99_500) }, 2_000);
    expect(desk.openOf('BTCUSDT', 'long')).toMatchObject([{ triggerId: 'preset', request: { triggerPrice: 99_500 } }]);
    expect(desk.openOf('BTCUSDT', 'short')).toEqual([]);
  });

  it.each(['triggered', 'canceled', 'rejected'] as const)(
    'hears of one that is %s only once, and never again that it lives',
    (status) => {
      const desk = new TriggerDesk();
      desk.applyReport(preset, 1_000);
      expect(desk.applyReport({ ...preset, status }, 2_000)?.status).toBe(status);
      expect(desk.applyReport({ ...preset, status }, 3_000)).toBeUndefined();
      expect(desk.applyReport(preset, 3_000)).toBeUndefined();
      expect(idsOf(desk)).toEqual([]);
    },
  );

  it('is not interested in the end of what it never knew', () => {
    expect(new TriggerDesk().applyReport({ ...preset, status: 'canceled' }, 1_000)).toBeUndefined();
  });

  it('drops what the venue does not list, but not what it has not named yet', () => {
    const desk = new TriggerDesk();
    desk.add(stop, 1_000);
    desk.applyReport(preset, 1_000);
    desk.applyReport({ ...preset, triggerId: 'second' }, 1_000);
    expect(desk.keepOnly([preset], 2_000)).toBe(1);
    expect(idsOf(desk)).toEqual(['unnamed pending', 'preset live']);
  });

  it.each<[TriggerStatus, number]>([
    ['unknown', 1],
    ['live', 1],
    ['rejected', 0],
    ['absent', 0],
  ])('%s leaves %i open', (status, open) => {
    const desk = new TriggerDesk();
    desk.add(stop, 1_000);
    expect(desk.setStatus('test-s1', status, 2_000)?.status).toBe(status);
    expect(idsOf(desk)).toHaveLength(open);
    expect(desk.setStatus('nobody', status, 2_000)).toBeUndefined();
  });

  it('goes on from its saved state', () => {
    const desk = new TriggerDesk();
    desk.add(stop, 1_000);
    desk.applyReport(preset, 1_000);
    desk.applyReport({ ...preset, triggerId: 'gone' }, 1_000);
    desk.applyReport({ ...preset, triggerId: 'gone', status: 'canceled' }, 1_000);
    const resumed = new TriggerDesk(JSON.parse(JSON.stringify(desk.save())));
    expect(JSON.stringify(resumed.save())).toBe(JSON.stringify(desk.save()));
    expect(resumed.applyReport({ ...preset, triggerId: 'gone' }, 2_000)).toBeUndefined();
  });
});
